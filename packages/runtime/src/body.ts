import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation } from "./operation.ts";

/** Writes a body once, for all attempts: the bytes of a repeated request are those of the first. */
export function writeBody(operation: Operation, body: unknown): string | Uint8Array<ArrayBuffer> {
  const { mediaType } = operation.body!;
  if (/\bjson\b/.test(mediaType)) {
    try {
      refuseRounded(body);
      const text = JSON.stringify(body);
      if (text) return text;
    } catch (cause) {
      throw new PismoInputError(
        operation,
        "body",
        "is no JSON, or holds a number that is rounded (beyond 2^53)",
        cause,
      );
    }
  }
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return body.slice();
  throw new PismoInputError(operation, "body", `must be ${mediaType}, as a string or a Uint8Array`);
}

/**
 * JSON.stringify would write null for NaN and Infinity, and other digits than were meant for what was rounded.
 * Not done in its replacer: that costs more than all the rest of writing a request.
 */
function refuseRounded(value: unknown): void {
  if (typeof value === "number" && !(Math.abs(value) < 2 ** 53)) throw new RangeError();
  if (typeof value === "object" && value !== null) Object.values(value).forEach(refuseRounded);
}
