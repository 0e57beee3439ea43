import { eventDefinitions, type KnownDefinition } from "./generated/index.ts";

/** Which event a payload without an envelope is, as its page says: `Domain: cards`, `Event: rotate_cvv`, `Version: 1`. */
export interface EventIdentity {
  readonly domain: string;
  readonly event: string;
  readonly version: number | string;
}

const byIdentity: ReadonlyMap<string, KnownDefinition> = /* @__PURE__ */ new Map(
  eventDefinitions.map((definition) => [identityKey(definition), definition]),
);

/** The definition of an event; undefined for an event or a version that this release does not know. */
export function definitionOf(identity: EventIdentity): KnownDefinition | undefined {
  return byIdentity.get(identityKey(identity));
}

/** Pages write `rotate_cvv`; their addresses and the examples of `event_type` have `-` in its place. */
function identityKey({ domain, event, version }: EventIdentity): string {
  return [domain, event, version].join("\n").replaceAll("-", "_");
}
