import { answerText } from "./answer.ts";
import type { Fetch } from "./peers/peer.ts";
import type { Received, Seen } from "./received.ts";

/** A transport that answers at once, without a network. */
export const stubbed: Fetch = async () =>
  new Response(answerText, { headers: { "content-type": "application/json" } });

/** The same, but it reads what it is given. */
export function recordingStub(): { readonly fetch: Fetch; readonly seen: () => Promise<Seen> } {
  let requests = 0;
  let last: Received | undefined;
  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    requests++;
    last = {
      method: request.method,
      path: new URL(request.url).pathname,
      authorization: request.headers.get("authorization"),
      contentType: request.headers.get("content-type"),
      body: await request.text(),
    };
    return stubbed(input, init);
  };
  return { fetch, seen: async () => ({ requests, last }) };
}
