import { PismoError } from "pismo-client";
import { EventError } from "pismo-client/events";

/** A request that cannot be served. Its message goes to whoever sent it. */
export class HttpProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The answer to a request that failed. It repeats nothing of what was sent. */
export function problemAnswer(error: unknown): { readonly status: number; readonly body: object } {
  if (error instanceof HttpProblem) return { status: error.status, body: { problem: error.message } };
  // The same message would fail again: whoever sends events puts it aside.
  if (error instanceof EventError) return { status: 400, body: { problems: error.problems } };
  if (error instanceof PismoError) return { status: 502, body: { outcome: error.outcome, cid: error.cid } };
  return { status: 500, body: { problem: "internal error" } };
}
