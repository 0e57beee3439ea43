import { EventError, type Problem } from "../src/index.ts";

/** The EventError that `action` throws. */
export function eventError(action: () => unknown): EventError {
  try {
    action();
  } catch (error) {
    if (error instanceof EventError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

export function problems(action: () => unknown): readonly Problem[] {
  return eventError(action).problems;
}
