import type { HostKind } from "../operation.ts";
import { withoutSecrets } from "./without-secrets.ts";

/**
 * What became of the request:
 * - `not-sent`: it never left, or no server took it. Nothing was executed.
 * - `rejected`: a server refused it. Nothing was executed.
 * - `unknown`: it may have been executed. Look at the resource before repeating anything that is not idempotent.
 */
export type Outcome = "not-sent" | "rejected" | "unknown";

/** What an error knows of the call that it ended. Values of parameters, bodies and tokens are never part of it. */
export interface ErrorDetails {
  /** @default "not-sent" */
  readonly outcome?: Outcome;
  readonly operation?: string;
  readonly path?: string;
  readonly host?: HostKind;
  readonly attempts?: number;
  readonly cid?: string;
  readonly cause?: unknown;
  /** What the subclasses have beyond these. */
  readonly status?: number;
  readonly code?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly retryAfter?: number;
  readonly parameter?: string;
}

/**
 * What every error of this library is. Nothing in it, its `cause` included, holds a token, a body, or the value of a
 * parameter, so it may be logged.
 */
export class PismoError extends Error {
  /** Name of the class, which a minifier may change; `instanceof` goes by it, so that it knows errors of other copies. */
  static readonly kind: string = "PismoError";

  /** What became of the request; over several attempts, the worst of them. */
  declare readonly outcome: Outcome;
  /** Name of the operation, such as `rotateCvv`. Absent where no call was made. */
  declare readonly operation?: string;
  /** Path template of the operation, such as `/v1/cards/{cardId}`: without the values. */
  declare readonly path?: string;
  declare readonly host?: HostKind;
  /** How many times the request was tried. */
  declare readonly attempts?: number;
  /** Correlation id (`x-cid`): the server's if it answered with one, otherwise the one that was sent. */
  declare readonly cid?: string;

  constructor(message: string, { cause, ...details }: ErrorDetails = {}) {
    super(message, cause ? { cause: withoutSecrets(cause) } : undefined);
    Object.assign(this, { outcome: "not-sent", ...details });
  }

  override get name(): string {
    return (this.constructor as typeof PismoError).kind;
  }

  // biome-ignore-start lint/complexity/noThisInStatic: inherited, it asks for the class that it was called on.
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A user's own subclass inherits the kind, but not every error of that kind is of the subclass.
    const byKind = Object.hasOwn(this, "kind");
    let type = Object(value).constructor as typeof PismoError | null | undefined;
    while (type && type !== this && !(byKind && type.kind === this.kind)) type = Object.getPrototypeOf(type);
    return !!type;
  }
  // biome-ignore-end lint/complexity/noThisInStatic: as above.

  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}
