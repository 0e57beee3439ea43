import { PismoError } from "./pismo-error.ts";

/** An attempt took longer than `timeout`, or the whole call longer than `deadline`. */
export class PismoTimeoutError extends PismoError {
  static override readonly kind: string = "PismoTimeoutError";
}
