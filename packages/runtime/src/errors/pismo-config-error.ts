import { PismoError } from "./pismo-error.ts";

/** The client's own options are wrong, or a call asks for something that its operation does not allow. */
export class PismoConfigError extends PismoError {
  static override readonly kind: string = "PismoConfigError";
}
