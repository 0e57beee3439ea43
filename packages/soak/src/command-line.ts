import { parseArgs } from "node:util";

export interface SoakOptions {
  readonly calls: number;
  /** Calls under way at any time. */
  readonly atOnce: number;
  /** What makes the faults, accounts and operations of a run. */
  readonly seed: number;
}

export const usage: string = `pnpm soak [options]

Calls a local server that breaks off, stalls, refuses and lies, from many accounts at once; then tells what the client
kept (memory, listeners, timers, sockets), and holds each call's end against what the server saw of it.

  --calls <n>    how many calls; 200000 by default
  --at-once <n>  how many of them at any time; 64 by default
  --seed <n>     the same number makes the same faults; 1 by default
  --help         this text

Exits with 1 where something was left behind, or a call ended in a way that it must not.`;

/** Undefined where help was asked for. Throws an Error with what is wrong. */
export function readCommandLine(argv: readonly string[]): SoakOptions | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      calls: { type: "string", default: "200000" },
      "at-once": { type: "string", default: "64" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    calls: wholeNumber("--calls", values.calls, 300, 10_000_000),
    atOnce: wholeNumber("--at-once", values["at-once"], 1, 1_000),
    seed: wholeNumber("--seed", values.seed, 0, Number.MAX_SAFE_INTEGER),
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`${option} is a whole number from ${least} to ${most}, not "${text}".`);
}
