import type { ValidateBody } from "./body-validator.ts";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation } from "./operation.ts";

/** A body as it is sent, each time anew, and its media type. */
export interface WrittenBody {
  readonly content: string | Uint8Array<ArrayBuffer> | Blob;
  readonly type: string;
}

/**
 * Writes a body once, for all attempts: the bytes of a repeated request are those of the first. Throws anything for a
 * body that is not fit.
 */
export type WriteBody = (body: unknown, mediaType: string) => WrittenBody | Promise<WrittenBody>;

/** @throws PismoInputError that does not say what the body holds. */
export async function writeBody(
  operation: Operation,
  body: unknown,
  validate?: ValidateBody,
): Promise<WrittenBody> {
  const { mediaType, write = writeJson } = operation.body!;
  const invalid = validate?.(operation, body);
  if (invalid) throw new PismoInputError(operation, "body", invalid);
  try {
    return await write(body, mediaType);
  } catch (cause) {
    const problem = `is not fit for ${mediaType}, or holds a number that is rounded (beyond 2^53)`;
    throw new PismoInputError(operation, "body", problem, cause);
  }
}

const writeJson: WriteBody = (body, type) => {
  refuseRounded(body);
  const content = JSON.stringify(body);
  if (content) return { content, type };
  throw new TypeError();
};

/**
 * JSON.stringify would write null for NaN and Infinity, and other digits than were meant for what was rounded.
 * Not done in its replacer: that costs more than all the rest of writing a request.
 */
export function refuseRounded(value: unknown): void {
  if (typeof value === "number" && !(Math.abs(value) < 2 ** 53)) throw new RangeError();
  if (typeof value === "object" && value !== null) Object.values(value).forEach(refuseRounded);
}
