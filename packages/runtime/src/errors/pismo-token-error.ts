import { PismoError } from "./pismo-error.ts";

/**
 * The `accountToken` function failed, or gave something that is no token.
 * `cause` keeps the name and code of what it threw, not the message, which may quote a secret.
 */
export class PismoTokenError extends PismoError {
  static override readonly kind: string = "PismoTokenError";
}
