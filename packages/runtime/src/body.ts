import type { ValidateBody } from "./body-validator.ts";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation } from "./operation.ts";

/** A body as it is sent, each time anew. */
export interface WrittenBody {
  readonly content: string | Uint8Array<ArrayBuffer> | Blob;
  /** Its media type. */
  readonly type: string;
  /** What it holds, which no error may repeat. */
  readonly values: readonly unknown[];
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
    const problem = `is not fit for ${mediaType}, or has a number beyond 2^53`;
    throw new PismoInputError(operation, "body", problem, cause);
  }
}

const writeJson: WriteBody = (body, type) => {
  const values: unknown[] = [];
  // Read once: what is checked and kept out of errors is what is sent.
  const content = JSON.stringify(body, (_, value) => {
    if (isRounded(value)) throw new RangeError();
    if (Object(value) !== value) values.push(value);
    return value;
  });
  if (content) return { content, type, values };
  throw new TypeError();
};

/** Whether JSON would write a number with other digits than were meant, or as null. */
export function isRounded(value: unknown): boolean {
  return typeof value === "number" && !(Math.abs(value) < 2 ** 53);
}
