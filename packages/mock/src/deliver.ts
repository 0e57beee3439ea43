import { seeded } from "./seeded.ts";

/** How events are delivered. */
export type DeliveryOptions = {
  /** How often each event is delivered. 2 by default. */
  readonly copies?: number;
  /** Whether they arrive in the order given, copies after each other. False by default. */
  readonly inOrder?: boolean;
  /** The same one gives the same order. 0 by default. */
  readonly seed?: number;
};

/**
 * Events as a queue may deliver them: at least once, in any order. Two events or more are never in the order given, unless
 * `inOrder` asks for it.
 * @throws RangeError where `copies` is no whole number from 1
 * @example
 * for (const event of deliverAtLeastOnce([first, second])) await handle(event);
 */
export function deliverAtLeastOnce<Event>(
  events: readonly Event[],
  { copies = 2, inOrder = false, seed = 0 }: DeliveryOptions = {},
): Event[] {
  if (!(Number.isSafeInteger(copies) && copies > 0))
    throw new RangeError("`copies` is a whole number from 1.");
  const given = events.flatMap((event) => Array.from({ length: copies }, () => event));
  if (inOrder) return given;
  const values = seeded("delivery", seed);
  const shuffled = given
    .map((event, index) => ({ event, rank: values.number(String(index)) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ event }) => event);
  return shuffled.every((event, index) => event === given[index]) ? shuffled.reverse() : shuffled;
}
