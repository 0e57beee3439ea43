import { PismoError } from "./pismo-error.ts";

/** No whole answer came: refused, not found, TLS failed, reset, cut off. `cause.code` says which, where the platform does. */
export class PismoConnectionError extends PismoError {
  static override readonly kind: string = "PismoConnectionError";
}
