import type { EventDefinition } from "./define-event.ts";
import { type EventEnvelope, openEnvelope } from "./envelope.ts";
import { EventError } from "./event-error.ts";
import { definitionOf, type EventIdentity } from "./event-identity.ts";
import type { Deviation, Findings } from "./findings.ts";
import type { KnownDefinition } from "./generated/index.ts";
import { type InputLimits, inputLimits } from "./input-limits.ts";
import { type EventInput, readInput } from "./read-input.ts";

/** An event that this release knows, as received: undeclared members are kept, and nothing is filled in. */
export interface ParsedEvent<Type extends string, Version extends number, Data, Envelope = EventEnvelope> {
  /** `cards.rotate_cvv`: domain and event. */
  readonly type: Type;
  readonly version: Version;
  readonly data: Data;
  readonly envelope: Envelope;
  /** Where it departs from its document, and was accepted. Empty for most events. */
  readonly deviations: readonly Deviation[];
}

/** An event, or a version of one, that this release does not know. Nothing of it was checked, nothing is lost. */
export interface UnknownEvent<Envelope = EventEnvelope> {
  readonly type: "unknown";
  readonly domain: string;
  readonly event: string;
  readonly version: number | string;
  readonly data: unknown;
  readonly envelope: Envelope;
  readonly deviations: readonly Deviation[];
}

/** Every event that this release knows; `type` and `version` tell them apart. */
export type KnownEvent<Envelope = EventEnvelope> = EventOf<KnownDefinition, Envelope>;

/** What {@link parseEvent} returns: a `switch` over `type` can be exhaustive. */
export type PismoEvent<Envelope = EventEnvelope> = KnownEvent<Envelope> | UnknownEvent<Envelope>;

type EventOf<Definition, Envelope> =
  Definition extends EventDefinition<infer Type, infer Version, infer Data>
    ? ParsedEvent<Type, Version, Data, Envelope>
    : never;

/** How an event is read. */
export interface ParseOptions {
  /** Which event the input is, where it is a payload without an envelope. */
  readonly identity?: EventIdentity | undefined;
  /** How much of an input is read, where it is not the default. */
  readonly limits?: Partial<InputLimits> | undefined;
}

/**
 * Reads one event: a text, UTF-8 bytes (each with or without a byte order mark) or a parsed object; in its envelope, or
 * as a bare payload whose `identity` is given.
 *
 * A required member that is missing and a value of a wrong type are errors. Undeclared members are kept. Values that an
 * enum does not list, formats and limits that are not kept are accepted and listed in `deviations`.
 *
 * Integers beyond ±(2^53 − 1) are never rounded: where the document declares a number they are an error, elsewhere (in
 * `metadata`, in undeclared members, in unknown events) they are a `bigint`. In a parsed object, they are what its
 * parser made of them.
 *
 * @throws {EventError} With every problem and its place, and none of the event's values.
 */
export function parseEvent(
  input: EventInput,
  options: ParseOptions & { readonly identity: EventIdentity },
): PismoEvent<undefined>;
export function parseEvent(
  input: EventInput,
  options?: ParseOptions & { readonly identity?: undefined },
): PismoEvent;
export function parseEvent(
  input: EventInput,
  { identity, limits }: ParseOptions = {},
): PismoEvent<EventEnvelope | undefined> {
  const read = readInput(input, inputLimits(limits));
  return identity ? bareEvent(read, identity) : envelopedEvent(read);
}

function envelopedEvent(read: unknown): PismoEvent {
  const { envelope, identity, data, problems, deviations } = openEnvelope(read);
  const definition = identity && definitionOf(identity);
  const found = definition && data !== undefined ? below("/data", definition.check(data)) : undefined;
  const allProblems = [...problems, ...(found?.problems ?? [])];
  if (allProblems.length > 0 || !identity) throw new EventError(allProblems, nameOf(definition));
  return event(definition, identity, data, envelope, [...deviations, ...(found?.deviations ?? [])]);
}

function bareEvent(data: unknown, identity: EventIdentity): PismoEvent<undefined> {
  const definition = definitionOf(identity);
  const { problems, deviations } = definition?.check(data) ?? { problems: [], deviations: [] };
  if (problems.length > 0) throw new EventError(problems, nameOf(definition));
  return event(definition, identity, data, undefined, deviations);
}

function event<Envelope>(
  definition: KnownDefinition | undefined,
  identity: EventIdentity,
  data: unknown,
  envelope: Envelope,
  deviations: readonly Deviation[],
): PismoEvent<Envelope> {
  if (!definition) {
    const { domain, event, version } = identity;
    return { type: "unknown", domain, event, version, data, envelope, deviations };
  }
  const { type, version } = definition;
  return { type, version, data, envelope, deviations } as KnownEvent<Envelope>;
}

function nameOf(definition: KnownDefinition | undefined): string | undefined {
  return definition && `The input (${definition.type}, version ${definition.version})`;
}

/** The findings with pointers that begin further up. */
function below(start: string, { problems, deviations }: Findings): Findings {
  if (problems.length === 0 && deviations.length === 0) return { problems, deviations };
  const moved = <Finding extends { readonly pointer: string }>(finding: Finding): Finding => ({
    ...finding,
    pointer: start + finding.pointer,
  });
  return { problems: problems.map(moved), deviations: deviations.map(moved) };
}
