import { findExample, noSuchExample, statusOf } from "./examples.ts";
import { type Reply, serialize } from "./reply.ts";
import type { ServedOperation } from "./served-operation.ts";

/** What happens to a request of an operation, instead of what its document says. */
export type Outcome = {
  /** Status of the response, 200 to 599. Its body and media type are the document's where it declares the status. */
  readonly status?: number;
  /** Name of an example of the document; with `status`, one of that status. */
  readonly example?: string;
  /** JSON body of the response, in place of the document's. */
  readonly body?: unknown;
  /** Further headers of the response, such as `{ "retry-after": "2" }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds between taking the request and answering it. */
  readonly delay?: number;
  /**
   * Closes the connection without an answer: `before` the request is taken, so that nothing was executed, or `after`
   * it was.
   */
  readonly drop?: "before" | "after";
};

/** Outcomes that wait for requests, a queue an operation. */
export class OutcomeQueues {
  readonly #queues = new Map<ServedOperation, { outcome: Outcome; times: number }[]>();

  add(operation: ServedOperation, outcome: Outcome, times: number): void {
    const queue = this.#queues.get(operation) ?? [];
    queue.push({ outcome, times });
    this.#queues.set(operation, queue);
  }

  /** The outcome of the request at hand; an empty one where none waits. */
  take(operation: ServedOperation): Outcome {
    const queue = this.#queues.get(operation);
    const first = queue?.[0];
    if (!queue || !first) return {};
    first.times--;
    if (first.times === 0) queue.shift();
    return first.outcome;
  }

  clear(): void {
    this.#queues.clear();
  }
}

/**
 * An outcome, checked against the document of its operation.
 * @throws TypeError where it says two things at once, or names an example that the document does not have
 */
export function checkOutcome(operation: ServedOperation, outcome: Outcome): Outcome {
  const { status, example, body, headers, delay, drop } = outcome;
  const refuse = (reason: string): never => {
    throw new TypeError(`next("${operation.name}"): ${reason}`);
  };
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    refuse("`status` is an integer from 200 to 599.");
  }
  if (delay !== undefined && !(delay >= 0 && delay < 2 ** 31)) refuse("`delay` is a number of milliseconds.");
  if (drop && (status ?? example ?? body ?? headers) !== undefined) {
    refuse("a dropped request has no answer, so `drop` goes only with `delay`.");
  }
  if (example === undefined) return outcome;
  if (body !== undefined) refuse("`example` and `body` both state the response's body.");
  const found = findExample(operation, example, status);
  if (!found) return refuse(noSuchExample(operation, example, status));
  return { ...outcome, status: status ?? statusOf(found) ?? 200 };
}

/** The reply to a valid request, as an outcome changes it. */
export function applyOutcome(reply: Reply, outcome: Outcome): Reply {
  const status = outcome.status ?? reply.status;
  const { "content-type": mediaType = "application/json", ...headers } = reply.headers;
  const content =
    outcome.body !== undefined
      ? { mediaType: "application/json", body: serialize(outcome.body, "application/json") }
      : { mediaType, body: status === reply.status ? reply.body : undefined };
  return {
    status,
    headers: {
      ...headers,
      ...(content.body !== undefined && { "content-type": content.mediaType }),
      ...Object.fromEntries(
        Object.entries(outcome.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    },
    ...(content.body !== undefined && { body: content.body }),
  };
}
