/** Remembers which events were handled, by their `event_id`. A store of your own outlives the process. */
export interface SeenStore {
  /** Whether the event was handled. */
  has(eventId: string): boolean | Promise<boolean>;
  /** Called once the event's handler is done, never before. */
  add(eventId: string): unknown;
}

/**
 * A store in this process's memory. Beyond its capacity it forgets what it was given first.
 *
 * @param capacity How many IDs it keeps; 10,000 by default, about 1 MB.
 * @throws {RangeError} When the capacity is not a whole number from 1.
 */
export function createMemorySeenStore(capacity = 10_000): SeenStore {
  if (!Number.isSafeInteger(capacity) || capacity < 1)
    throw new RangeError("capacity must be a whole number from 1.");
  const ids = new Set<string>();
  return {
    has: (eventId) => ids.has(eventId),
    add(eventId) {
      ids.add(eventId);
      if (ids.size <= capacity) return;
      for (const oldest of ids) {
        ids.delete(oldest);
        break;
      }
    },
  };
}
