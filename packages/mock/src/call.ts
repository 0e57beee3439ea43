import type { HostKind } from "./host-kind.ts";

/**
 * A request that arrived. Tokens, card numbers, codes and other secrets are masked as `***`, before they are kept; a
 * bearer token is `Bearer [token 1]`, numbered in the order of appearance, so that a fresh token can be told from the
 * one before.
 */
export type Call = {
  /** Name of the operation; absent where no operation of the host has the method and path. */
  readonly operation?: string;
  readonly api?: string;
  /** The host that the request was sent to. */
  readonly host: HostKind;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body; undefined where there was none. */
  readonly body: unknown;
  /** The status that was answered, or `dropped` where the connection was closed instead. */
  readonly answer: number | "dropped";
  /** Whether the request was taken: valid, and not dropped before it was executed. */
  readonly taken: boolean;
  /** Why it was refused, in words. */
  readonly violations: readonly string[];
  /** When it arrived, in milliseconds since 1970. */
  readonly receivedAt: number;
};

/** How many calls are kept; the oldest go first, so that a mock that runs for days does not grow. */
const limit = 10_000;

/** The calls of one mock, in the order of arrival. */
export class CallLog {
  #calls: Call[] = [];

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > limit) this.#calls.shift();
  }

  list(operation?: { readonly name: string; readonly api: string }): Call[] {
    if (!operation) return [...this.#calls];
    return this.#calls.filter((call) => call.operation === operation.name && call.api === operation.api);
  }

  clear(): void {
    this.#calls = [];
  }
}
