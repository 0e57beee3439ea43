/// <reference lib="esnext.disposable" preserve="true" />
import type { Call } from "./call.ts";
import type { HostKind } from "./host-kind.ts";
import type { Outcome } from "./outcome.ts";

/** What a mock serves. */
export type MockOperation = {
  /** Name of the generated function, such as `rotateCvv`. */
  readonly name: string;
  readonly api: string;
  readonly method: string;
  readonly host: HostKind;
  /** Where it is served, with the path's parameters in braces. */
  readonly url: string;
};

/** A running mock. */
export type Mock = {
  /** The origins of both hosts, ready to be a client's `environment`. */
  readonly environment: { readonly api: string; readonly pci: string };
  readonly operations: readonly MockOperation[];
  /**
   * States what happens to the next requests of an operation; after them it answers as its document says again. Outcomes
   * queue up: each request takes one, in order, refused requests included. Where a request is invalid, its refusal stands
   * and only `delay` and `drop` apply.
   * @param operation name of the generated function, `rotateCvv`, or with its API, `cards.rotateCvv`
   * @param options `times`: how many requests it applies to, 1 by default
   * @throws TypeError where the operation or its example is unknown, or the outcome says two things at once
   */
  next(operation: string, outcome: Outcome, options?: { readonly times?: number }): void;
  /**
   * The requests that arrived, oldest first, secrets masked; with an operation's name, those that reached it. The last
   * 10,000 are kept.
   * @throws TypeError where the operation is unknown
   */
  calls(operation?: string): Call[];
  /** Forgets calls and outcomes that wait, as between two tests. */
  reset(): void;
  /** Closes both origins with every connection, and ends delays. Nothing is left that keeps the process running. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};
