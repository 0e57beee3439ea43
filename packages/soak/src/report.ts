import type { Endings } from "./endings.ts";
import { faults } from "./faults.ts";
import { violations } from "./judge.ts";
import { planOf } from "./plan.ts";
import { faultOfCode, RECORDED_ATTEMPTS, type ServerRecord } from "./server-record.ts";
import { type Trend, trendOf } from "./trend.ts";
import type { Sample } from "./watch.ts";

/** All that was measured. */
export interface Measured {
  readonly seed: number;
  readonly calls: number;
  readonly atOnce: number;
  readonly seconds: number;
  /** One after each round of calls. */
  readonly samples: readonly Sample[];
  readonly record: ServerRecord;
  readonly endings: Endings;
  readonly alarms: readonly string[];
}

/**
 * So many bytes the heap may seem to grow between the medians of two thirds of a run without anything being kept: what
 * the engine compiles and its own tables.
 */
export const HEAP_NOISE = 1024 * 1024;

/** So many of what is wrong are shown. */
const SHOWN = 10;

interface Check {
  readonly what: string;
  readonly measured: string;
  readonly allowed: string;
  readonly isGood: boolean;
  /** Each case of what is wrong. */
  readonly cases?: readonly string[];
}

/** The measurements as text, and whether nothing is wrong. */
export function report(measured: Measured): { readonly text: string; readonly isGood: boolean } {
  const { calls, atOnce, seed, seconds, record } = measured;
  const { counts, wrong } = judgeAll(measured);
  const checks = checksOf(measured, wrong);
  const metFaults = new Set(record.met.filter((code) => faultOfCode(code)));
  const parts = [
    `${calls} calls, ${atOnce} at once, seed ${seed}: ${seconds.toFixed(1)} s, ${Math.round(calls / seconds)} calls/s`,
    `The server had ${record.requests} requests on ${record.connectionsMade} connections, and did ${metFaults.size} of ${faults.length} kinds of faults to them; ` +
      `it issued ${record.tokensIssued} tokens and refused ${record.tokensRefused}.`,
    table([
      ["ended with", "outcome", "calls"],
      ...[...counts].sort().map(([ending, n]) => [...ending.split("\n"), `${n}`]),
    ]),
    table([
      ["what", "measured", "allowed", ""],
      ...checks.map(({ what, measured, allowed, isGood }) => [
        what,
        measured,
        allowed,
        isGood ? "ok" : "WRONG",
      ]),
    ]),
    ...checks
      .filter(({ isGood }) => !isGood)
      .map(({ what, cases = [] }) => [`${what}:`, ...shown(cases)].join("\n  ")),
  ];
  return { text: parts.join("\n\n"), isGood: checks.every(({ isGood }) => isGood) };
}

function judgeAll({ calls, seed, record, endings }: Measured): {
  readonly counts: ReadonlyMap<string, number>;
  readonly wrong: readonly string[];
} {
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  for (let index = 0; index < calls; index++) {
    const plan = planOf(seed, index);
    const ending = endings.of(index);
    const met = [...record.met.subarray(index * RECORDED_ATTEMPTS, (index + 1) * RECORDED_ATTEMPTS)].filter(
      Boolean,
    );
    const key = `${ending.kind}\n${ending.outcome || "-"}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const place = `call ${index}, ${plan.operation.name} (${plan.operation.retry}), met ${met.map((code) => faultOfCode(code)?.name ?? code).join(", ") || "nothing"}`;
    for (const violation of violations(plan, met, ending)) wrong.push(`${place}: ${violation}`);
  }
  return { counts, wrong };
}

function checksOf({ calls, samples, record, alarms }: Measured, wrong: readonly string[]): Check[] {
  const heap = trendOf(samples.map((sample) => sample.heap));
  const rss = trendOf(samples.map((sample) => sample.rss));
  const listeners = samples.map((sample) => sample.listeners);
  const resources = samples.flatMap((sample) => sample.resources);
  return [
    { ...none("calls that ended otherwise than they may", wrong), measured: `${wrong.length} of ${calls}` },
    none("requests that no client may send", record.complaints),
    {
      what: "growth of the heap, first to last third",
      measured: `${sizes(heap)}: ${growth(heap)}, ${((heap.late - heap.early) / (calls * 0.6)).toFixed(1)} bytes a call`,
      allowed: megabytes(HEAP_NOISE),
      isGood: heap.late - heap.early <= HEAP_NOISE,
    },
    { what: "resident memory", measured: `${sizes(rss)}: ${growth(rss)}`, allowed: "reported", isGood: true },
    {
      what: "listeners on the caller's signal, after each round",
      measured: `${Math.max(...listeners)}`,
      allowed: "0",
      isGood: listeners.every((count) => count === 0),
    },
    none("timers and sockets, after each round", resources),
    {
      what: "connections open in the end",
      measured: `${record.connectionsOpen} of ${record.connectionsMade}`,
      allowed: "0",
      isGood: record.connectionsOpen === 0,
    },
    none("warnings and unhandled rejections", alarms),
  ];
}

function none(what: string, cases: readonly string[]): Check {
  return { what, measured: `${cases.length}`, allowed: "0", isGood: cases.length === 0, cases };
}

function shown(cases: readonly string[]): string[] {
  const more = cases.length > SHOWN ? [`and ${cases.length - SHOWN} more`] : [];
  return [...cases.slice(0, SHOWN), ...more];
}

function sizes({ early, late }: Trend): string {
  return `${megabytes(early)} → ${megabytes(late)}`;
}

function growth({ early, late }: Trend): string {
  return `${late < early ? "−" : "+"}${megabytes(Math.abs(late - early))}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(2)} MiB`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}
