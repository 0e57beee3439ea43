import { PismoInputError } from "./errors/pismo-input-error.ts";
import { HEADER_VALUE } from "./input.ts";
import type { Operation } from "./operation.ts";
import type { CallOptions } from "./options.ts";

/** Names that the client sets itself, or that change how the message is framed or routed. */
const RESERVED =
  /^(authorization|cookie|host|user-agent|connection|transfer-encoding|upgrade|expect|te|trailer|(content|proxy|keep|sec)-.*)$/;

/** The caller's own headers under lower-case names, checked. */
export function readHeaders(
  operation: Operation,
  headers: NonNullable<CallOptions["headers"]>,
): { [name: string]: string } {
  const read: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (value === undefined) continue;
    if (
      !/^[\w.-]+$/.test(key) ||
      RESERVED.test(key) ||
      typeof value !== "string" ||
      !HEADER_VALUE.test(value)
    ) {
      throw new PismoInputError(
        operation,
        "headers",
        "must be printable ASCII, and none that the client sets itself",
      );
    }
    read[key] = value;
  }
  return read;
}
