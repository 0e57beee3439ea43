import type { PismoError } from "./errors/pismo-error.ts";
import type { HostKind, Operation } from "./operation.ts";

/** One attempt of a call, without anything secret: no parameter values, no bodies, no tokens. */
export interface AttemptEvent {
  /** Name of the operation, such as `rotateCvv`. */
  readonly operation: string;
  readonly method: Operation["method"];
  /** Path template, such as `/v1/cards/{cardId}`. */
  readonly path: string;
  readonly host: HostKind;
  /** 1 for the first. */
  readonly attempt: number;
  /** Correlation id (`x-cid`), the same for all attempts of a call. */
  readonly cid: string;
}

/** An attempt that was answered. */
export interface ResponseEvent extends AttemptEvent {
  /** HTTP status. */
  readonly status: number;
  /** From sending this attempt to the end of its body, in ms. */
  readonly ms: number;
}

/** An attempt that failed and will be repeated. */
export interface RetryEvent extends AttemptEvent {
  /** Why the attempt is repeated: the status, or the name of the error. */
  readonly reason: number | string;
  /** How long the client waits before the next attempt, in ms. */
  readonly delay: number;
}

/** A call that failed, with its last attempt. */
export interface ErrorEvent extends AttemptEvent {
  /** What the call rejects with. */
  readonly error: PismoError;
  /** From the call to its failure, in ms. */
  readonly ms: number;
}

/** What others may see of a call. A hook that throws or rejects changes nothing; none is waited for. */
export interface Hooks {
  /** Before an attempt is sent. */
  readonly onRequest?: (event: AttemptEvent) => unknown;
  /** After an answer, whatever its status. */
  readonly onResponse?: (event: ResponseEvent) => unknown;
  /** Before the wait for a further attempt. */
  readonly onRetry?: (event: RetryEvent) => unknown;
  /** When a call fails for good. */
  readonly onError?: (event: ErrorEvent) => unknown;
}

/** @param more what this event has beyond `event`; each hook is given an object of its own. */
export function notify<Event extends AttemptEvent>(
  hook: ((event: Event) => unknown) | undefined,
  event: AttemptEvent,
  more?: Omit<Event, keyof AttemptEvent>,
): void {
  if (hook) (async () => hook({ ...event, ...more } as Event))().catch(() => {});
}
