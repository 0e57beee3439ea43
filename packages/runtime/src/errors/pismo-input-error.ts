import type { Operation } from "../operation.ts";
import { PismoError } from "./pismo-error.ts";

/** The input or the options of a call are not what its operation takes. Nothing was sent. */
export class PismoInputError extends PismoError {
  static override readonly kind: string = "PismoInputError";

  /** The parameter that is wrong, or `body`, `headers` or another part of the call. */
  declare readonly parameter: string;

  constructor({ name, path, host }: Operation, parameter: string, problem: string, cause?: unknown) {
    super(`${name}: ${parameter} ${problem}`, { operation: name, path, host, attempts: 0, parameter, cause });
  }
}
