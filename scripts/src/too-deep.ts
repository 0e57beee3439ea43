import { DocumentError } from "./document-error.ts";

/**
 * Does what goes down into a document as deep as its schemas refer to one another.
 * @throws DocumentError where the stack does not reach
 */
export function withinReach<Result>(source: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DocumentError(
      source,
      "Its schemas refer to one another in a chain that is too long to be followed.",
      "Shorten it in the overlay.",
    );
  }
}
