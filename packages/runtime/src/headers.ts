import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation } from "./operation.ts";
import type { CallOptions } from "./options.ts";

/** ASCII, without control characters: what a header can carry. */
export const PRINTABLE: RegExp = /^[ -~]*$/;

/** Names that are left to the caller: not those that the client sets, or that change how a message is framed or routed. */
const FREE_NAME =
  /^(?!authorization|cookie|host|user-agent|connection|content-|expect|keep-|proxy-|sec-|te$|trailer|transfer-|upgrade)[\w.-]+$/;

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
      throw new PismoInputError(
        operation,
        "headers",
        "must be printable ASCII, and none of the client's own",
      );
    }
    read[key] = value;
  }
  return read;
}
