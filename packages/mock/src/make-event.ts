import type { EventEnvelope, KnownEvent } from "@pismo-client/events";
import type { EventSource } from "./event-source.ts";
import { type EventType, eventSources } from "./generated/events.ts";
import { seeded } from "./seeded.ts";

export type { EventType } from "./generated/events.ts";

type DataOf<Type extends EventType> = Extract<KnownEvent, { readonly type: Type }>["data"];

/** An event in its documented envelope, as it arrives: what `parseEvent` and an event handler take. */
export type MadeEvent<Type extends EventType = EventType> = EventEnvelope & {
  readonly data: DataOf<Type>;
};

/**
 * Members of the envelope, and below `data` of the payload, that are to be others. Any value is taken, also one that
 * makes the event invalid; undefined leaves the member out.
 */
export type EventOverrides<Type extends EventType = EventType> = {
  readonly [Member in keyof EventEnvelope]?: unknown;
} & {
  readonly data?: { readonly [Member in keyof DataOf<Type>]?: unknown } & Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
};

/** Which event is made. */
export type MakeEventOptions = {
  /**
   * A whole number from 0 to 2^32 − 1. The same one gives the same event, another one an event with another `event_id`,
   * as many seconds after that of seed 0. Seed 0, the default, has the published example as its payload; with the others,
   * each member has one of the values that the document lists for it.
   */
  readonly seed?: number;
  /** Version of the event's schema. The newest one by default. */
  readonly version?: number;
};

/** When the event of seed 0 happened. */
const start = Date.parse("2019-07-20T19:03:00.000Z");

/**
 * Makes a valid event of a type, from the document of the event. Two events of one seed and type are equal.
 * @throws TypeError for a type or a version that is not known; RangeError for a seed that is none
 * @example
 * makeEvent("cards.rotate_cvv", { data: { card_id: 6741322 } }, { seed: 7 });
 */
export function makeEvent<Type extends EventType>(
  type: Type,
  overrides: EventOverrides<Type> = {},
  { seed = 0, version }: MakeEventOptions = {},
): MadeEvent<Type> {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32))
    throw new RangeError("`seed` is a whole number from 0 to 2^32 - 1.");
  const source = sourceOf(type, version);
  const values = seeded(type, source.version, seed);
  const { data, ...envelope } = overrides;
  return replaceMembers(
    {
      event_id: values.uuid("event_id"),
      schema_version: source.version,
      domain: source.domain,
      event_type: source.event,
      org_id: "TN-34778262-f4f0-464d-b4c6-a14e2dc6f4be",
      cid: values.uuid("cid"),
      timestamp: new Date(start + seed * 1000).toISOString(),
      data: replaceMembers(seed === 0 ? source.example : chosen(source, values.number), data),
    },
    envelope,
  ) as MadeEvent<Type>;
}

function sourceOf(type: string, version: number | undefined): EventSource {
  const versions = eventSources.filter((source) => source.type === type);
  const source = versions.findLast((each) => version === undefined || each.version === version);
  if (source) return source;
  const known = eventSources.map((each) => `${each.type} ${each.version}`).join(", ");
  throw new TypeError(
    `No event \`${type}${version === undefined ? "" : ` ${version}`}\` can be made; there are ${known}.`,
  );
}

function chosen({ example, alternatives }: EventSource, number: (name: string) => number): object {
  const values = Object.entries(alternatives).map(([name, choices]) => [
    name,
    choices[number(name) % choices.length],
  ]);
  return { ...example, ...Object.fromEntries(values) };
}

/** A copy, so that who changes an event changes no other. */
function replaceMembers(members: object, overrides: object = {}): object {
  const all = Object.entries({ ...members, ...overrides });
  return structuredClone(Object.fromEntries(all.filter(([, value]) => value !== undefined)));
}
