import { PismoError } from "./pismo-error.ts";

/** The caller's `signal` ended the call. `outcome` says whether the request had left by then. */
export class PismoAbortError extends PismoError {
  static override readonly kind: string = "PismoAbortError";
}
