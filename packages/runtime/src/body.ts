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
  const values = leaves(body);
  const content = JSON.stringify(body);
  if (content) return { content, type, values };
  throw new TypeError();
};

/**
 * The strings, numbers and others in `value`, at any depth.
 * @throws RangeError for a number that JSON would write as null, or with other digits than were meant.
 */
export function leaves(value: unknown, found: unknown[] = []): unknown[] {
  if (isRounded(value)) throw new RangeError();
  if (typeof value === "object" && value) for (const each of Object.values(value)) leaves(each, found);
  else found.push(value);
  return found;
}

/** Or none that is finite. */
export function isRounded(value: unknown): boolean {
  return typeof value === "number" && !(Math.abs(value) < 2 ** 53);
}
