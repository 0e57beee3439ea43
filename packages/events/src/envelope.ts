import { formats } from "./checks.ts";
import type { Problem } from "./event-error.ts";
import { definitionOf, type EventIdentity } from "./event-identity.ts";
import type { Deviation } from "./findings.ts";

/**
 * What every event has around its payload, as received: members that Pismo's page "Common event fields" does not
 * declare are kept.
 */
export interface EventEnvelope {
  /** Unique to the event. Delivery is at least once: the same event can arrive again, with the same ID. */
  readonly event_id: string;
  readonly schema_version: number | string;
  readonly domain: string;
  /** `rotate_cvv`, or with its version `rotate_cvv-1`. */
  readonly event_type: string;
  readonly org_id: string;
  /** Correlation ID. */
  readonly cid: string;
  /** When it happened, RFC 3339. */
  readonly timestamp: string;
}

const required = ["event_id", "schema_version", "domain", "event_type", "org_id", "cid", "timestamp", "data"];

/** An envelope taken apart. There is no identity where a part of it is missing or of a wrong type. */
export interface OpenedEnvelope {
  readonly envelope: EventEnvelope;
  readonly identity: EventIdentity | undefined;
  readonly data: unknown;
  readonly problems: readonly Problem[];
  readonly deviations: readonly Deviation[];
}

export function openEnvelope(input: unknown): OpenedEnvelope {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    const problem: Problem = { pointer: "", kind: "type", message: "must be object" };
    return {
      envelope: {} as EventEnvelope,
      identity: undefined,
      data: undefined,
      problems: [problem],
      deviations: [],
    };
  }
  const { data, ...envelope } = input as EventEnvelope & { readonly data: unknown };
  const problems = required.flatMap((name) => problemOf(name, (input as Record<string, unknown>)[name]));
  const isClear = !problems.some(({ pointer }) =>
    ["/domain", "/event_type", "/schema_version"].includes(pointer),
  );
  const found = isClear ? identityOf(envelope) : { identity: undefined, deviations: [] };
  const deviations: Deviation[] = [...found.deviations];
  if (typeof envelope.timestamp === "string" && !formats["date-time"](envelope.timestamp)) {
    deviations.push({ pointer: "/timestamp", kind: "format" });
  }
  return { envelope, identity: found.identity, data, problems, deviations };
}

function problemOf(name: string, value: unknown): Problem[] {
  const pointer = `/${name}`;
  if (value === undefined) return [{ pointer, kind: "missing", message: "is required" }];
  if (name === "data") return [];
  if (name === "schema_version") {
    const isVersion = typeof value === "string" || Number.isSafeInteger(value);
    return isVersion ? [] : [{ pointer, kind: "type", message: "must be integer or string" }];
  }
  if (typeof value !== "string") return [{ pointer, kind: "type", message: "must be string" }];
  // An empty ID would make every event a duplicate of the first.
  return name === "event_id" && value === ""
    ? [{ pointer, kind: "missing", message: "must not be empty" }]
    : [];
}

/**
 * Which event it is. In Pismo's examples `event_type` ends with the version (`customer-creation-1`); events arrive
 * without it as well (`account_outgoing`). `schema_version` counts.
 */
function identityOf({ domain, event_type, schema_version: version }: EventEnvelope): {
  readonly identity: EventIdentity;
  readonly deviations: readonly Deviation[];
} {
  const named = { domain, event: event_type, version };
  const [, event, suffix] = /^(.+)-(\d+)$/.exec(event_type) ?? [];
  if (event === undefined || definitionOf(named)) return { identity: named, deviations: [] };
  const isSame = Number(suffix) === Number(version);
  return {
    identity: { domain, event, version },
    deviations: isSame ? [] : [{ pointer: "/event_type", kind: "version" }],
  };
}
