import { FREE_NAME } from "#platform";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation } from "./operation.ts";
import type { CallOptions } from "./options.ts";

/** ASCII, without control characters: what a header can carry. */
export const PRINTABLE: RegExp = /^[ -~]*$/;

/** The caller's own headers under lower-case names, checked. */
export function readHeaders(
  operation: Operation,
  headers: NonNullable<CallOptions["headers"]>,
): { [name: string]: string } {
  const read: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (value === undefined) continue;
    if (!FREE_NAME.test(key) || typeof value !== "string" || !PRINTABLE.test(value)) {
      throw new PismoInputError(operation, "headers", "must be printable ASCII, not the client's own");
    }
    read[key] = value;
  }
  return read;
}
