import { PismoError } from "./pismo-error.ts";

/**
 * The server answered, but not with a success. `message` is the server's own where it gave one, with anything
 * that was sent, and anything that looks like a card number or a token, replaced by `[redacted]`.
 */
export class PismoApiError extends PismoError {
  static override readonly kind: string = "PismoApiError";

  /** HTTP status. */
  declare readonly status: number;
  /** The server's `error_code` (or `code`). */
  declare readonly code?: string;
  /** Those response headers that help to find a fault, under lower-case names. */
  declare readonly headers: { readonly [name: string]: string };
}

/** 400: the request is not what the API expects. */
export class PismoBadRequestError extends PismoApiError {
  static override readonly kind: string = "PismoBadRequestError";
}

/** 401: the token is missing, wrong or expired. A token from a function has been renewed once by then. */
export class PismoUnauthorizedError extends PismoApiError {
  static override readonly kind: string = "PismoUnauthorizedError";
}

/** 403: the token does not allow this. */
export class PismoForbiddenError extends PismoApiError {
  static override readonly kind: string = "PismoForbiddenError";
}

/** 404: there is no such resource, at least not for this account. */
export class PismoNotFoundError extends PismoApiError {
  static override readonly kind: string = "PismoNotFoundError";
}

/** 409: the resource's state does not allow this. */
export class PismoConflictError extends PismoApiError {
  static override readonly kind: string = "PismoConflictError";
}

/** 422: understood, but refused by a business rule. */
export class PismoUnprocessableError extends PismoApiError {
  static override readonly kind: string = "PismoUnprocessableError";
}

/** 429: too many requests. */
export class PismoRateLimitError extends PismoApiError {
  static override readonly kind: string = "PismoRateLimitError";

  /** How long the server asks to wait, in ms; absent where it gave no valid `Retry-After`. */
  declare readonly retryAfter?: number;
}

/** 5xx: the server or a gateway failed. Unless the outcome says otherwise, the request may have been executed. */
export class PismoServerError extends PismoApiError {
  static override readonly kind: string = "PismoServerError";

  /** How long the server asks to wait, in ms; absent where it gave no valid `Retry-After`. */
  declare readonly retryAfter?: number;
}

/** The answer cannot be used: a redirect, a success without the promised JSON, or a body beyond `maxResponseBytes`. */
export class PismoResponseError extends PismoApiError {
  static override readonly kind: string = "PismoResponseError";
}

const BY_STATUS: { readonly [status: number]: typeof PismoApiError } = {
  400: PismoBadRequestError,
  401: PismoUnauthorizedError,
  403: PismoForbiddenError,
  404: PismoNotFoundError,
  409: PismoConflictError,
  422: PismoUnprocessableError,
  429: PismoRateLimitError,
};

export function apiErrorClass(status: number): typeof PismoApiError {
  return BY_STATUS[status] ?? (status >= 500 ? PismoServerError : PismoApiError);
}
