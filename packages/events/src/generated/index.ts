// Generated from the documents in specs/events.
// Not edited by hand: `pnpm generate` writes it.

import { cardCvvChanged } from "./cards-rotate-cvv-1.ts";

export * from "./cards-rotate-cvv-1.ts";

/** The events that this release knows. */
export type KnownDefinition = typeof cardCvvChanged;

/** The definitions of the events that this release knows. */
export const eventDefinitions: readonly KnownDefinition[] = [
  cardCvvChanged,
];
