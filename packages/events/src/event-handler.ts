import { eventDefinitions } from "./generated/index.ts";
import type { InputLimits } from "./input-limits.ts";
import { type KnownEvent, type PismoEvent, parseEvent } from "./parse-event.ts";
import type { EventInput } from "./read-input.ts";
import { createMemorySeenStore, type SeenStore } from "./seen-store.ts";

/** What to do with an event, by its type. A handler gets every version that this release knows. */
export type EventHandlers = {
  readonly [Type in KnownEvent["type"]]?: (event: Extract<KnownEvent, { readonly type: Type }>) => unknown;
};

/** What a handler of events needs besides the handlers of each type. */
export interface EventHandlerOptions {
  /** What to do with an event that no handler takes: one this release does not know, or one that has no handler. */
  readonly onUnknown: (event: PismoEvent) => unknown;
  /** Which events were handled before. By default the last 10,000 in this process. */
  readonly seen?: SeenStore | undefined;
  /** How much of an input is read, where it is not the default. */
  readonly limits?: Partial<InputLimits> | undefined;
}

/** What became of an event. */
export interface HandledEvent {
  /** `duplicate`: it was handled before, and nothing was called. */
  readonly status: "handled" | "unknown" | "duplicate";
  readonly event: PismoEvent;
}

/**
 * A function that reads an event in its envelope and calls the handler of its type.
 *
 * Pismo delivers an event at least once. One that was handled is not handled again; two copies that arrive together are
 * handled one after the other, so that the second is a duplicate. An event counts as handled when its handler is done
 * and `seen.add` is: where one of them fails, the function rejects with that error and a redelivery is handled. So a
 * process that ends in between handles the event twice, and never not at all. Processes that share a store can still
 * handle two copies at the same time.
 *
 * The function rejects with an {@link EventError} when the input is no valid event.
 *
 * @throws {TypeError} When a handler is given for a type that this release does not know.
 */
export function createEventHandler(
  handlers: EventHandlers,
  { onUnknown, seen = createMemorySeenStore(), limits }: EventHandlerOptions,
): (input: EventInput) => Promise<HandledEvent> {
  const byType = new Map(Object.entries(handlers));
  for (const type of byType.keys()) {
    if (eventDefinitions.some((definition) => definition.type === type)) continue;
    throw new TypeError(
      `There is no event ${JSON.stringify(type)}. Events that are not known go to onUnknown.`,
    );
  }
  const running = new Map<string, Promise<void>>();

  return async (input) => {
    const event = parseEvent(input, { limits });
    const { event_id: id } = event.envelope;
    while (running.has(id)) await running.get(id);
    let finish = () => {};
    running.set(id, new Promise((resolve) => (finish = resolve)));
    try {
      if (await seen.has(id)) return { status: "duplicate", event };
      const handler = byType.get(event.type) as ((event: PismoEvent) => unknown) | undefined;
      await (handler ?? onUnknown)(event);
      await seen.add(id);
      return { status: handler ? "handled" : "unknown", event };
    } finally {
      running.delete(id);
      finish();
    }
  };
}
