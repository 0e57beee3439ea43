import assert from "node:assert/strict";
import { answer } from "./answer.ts";
import type { Contestant } from "./contestants.ts";
import { body, path, token } from "./peers/the-call.ts";

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
  readonly contentType: string | null;
  readonly body: string;
}

/** What the other side has seen. */
export interface Seen {
  readonly requests: number;
  readonly last: Received | undefined;
}

/**
 * Does the call once, and compares what arrived and what came back with what has to.
 * @throws AssertionError if the contestant sends another request, more or fewer than one, or returns something else
 */
export async function checkCall(
  { name, sends = { method: "PUT", path } }: Contestant,
  call: () => Promise<unknown>,
  seen: () => Promise<Seen>,
): Promise<void> {
  const before = await seen();
  const returned = await call();
  const after = await seen();
  assert.equal(after.requests - before.requests, 1, `${name} sends one request`);
  const { contentType, body: text, ...request } = after.last!;
  assert.deepEqual(request, { ...sends, authorization: `Bearer ${token}` }, `what ${name} sends`);
  assert.match(contentType ?? "", /^application\/json\b/, `what ${name} calls its body`);
  assert.deepEqual(JSON.parse(text), body, `the body that ${name} sends`);
  // Some put members of their own beside the answer's.
  assert.deepEqual({ ...(returned as object) }, answer, `what ${name} returns`);
}
