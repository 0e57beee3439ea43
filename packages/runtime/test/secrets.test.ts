import { inspect } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createRawClient, type PismoError } from "../src/index.ts";
import { clientOf } from "./client.ts";
import { listCards, resetCounter, rotateCvv } from "./operations.ts";
import { type Handler, json, serve } from "./server.ts";

/** Everything that a log, a console or an error tracker could take from `value`. */
function everythingIn(value: unknown): string {
  const parts = [
    inspect(value, { depth: 9, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
  ];
  for (
    let error = value as Error | undefined;
    error instanceof Error;
    error = error.cause as Error | undefined
  ) {
    parts.push(
      error.message,
      error.stack ?? "",
      error.name,
      JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    );
  }
  return parts.join("\n");
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`));
const secrets = fc.record({
  token: fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_.~+/=-]{20,40}$/),
    fc.stringMatching(/^eyJ[A-Za-z0-9_-]{20}\.eyJ[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}$/),
  ),
  card: digits(16),
  // Longer than a real one, and without zeros, so that no duration holds it by chance.
  cvv: fc.stringMatching(/^[1-9]{9}$/),
  name: fc.stringMatching(/^[A-Z][a-z]{8,12} [A-Z][a-zà-ü'"\\]{8,12}$/),
  header: fc.stringMatching(/^[a-z0-9 ]{20,30}$/).filter((text) => text.trim() === text),
  tenant: fc.stringMatching(/^TN-[a-f0-9]{20}$/),
});
type Secrets = typeof secrets extends fc.Arbitrary<infer T> ? T : never;

/** Servers that say back whatever they were told, in every way that they can. */
const answers: { [name: string]: Handler } = {
  "as message and code": (response, request) =>
    json(response, 400, { error_code: request.headers.authorization, message: JSON.stringify(request) }),
  "in headers": (response, request) => {
    const echo = encodeURIComponent(request.body + request.url + request.headers.authorization);
    const plain = String(request.headers.authorization);
    response
      .writeHead(409, {
        "x-cid": plain,
        "x-request-id": plain,
        server: echo,
        via: plain,
        "x-other": plain,
        "retry-after": plain,
      })
      .end();
  },
  "as plain text": (response, request) =>
    response
      .writeHead(500, { "content-type": "text/plain" })
      .end(request.body + decodeURIComponent(request.url)),
  "in a redirect": (response, request) =>
    response
      .writeHead(307, {
        location: `https://x.example${request.url}/${encodeURIComponent(request.body)}?${request.url}`,
      })
      .end(),
  "in a success that is no JSON": (response, request) => response.end(`<${request.body}`),
  "in a broken answer": (response, request) => response.socket?.end(`HTTP/1.1 ${request.body}\r\n\r\n`),
};

test.each(Object.entries(answers))("no secret comes out when a server echoes it %s", async (_, handler) => {
  const server = await serve(handler);
  await fc.assert(
    fc.asyncProperty(secrets, async (planted) => {
      const emitted: unknown[] = [];
      const keep = (event: unknown) => emitted.push(event);
      const hooks = { onRequest: keep, onResponse: keep, onRetry: keep, onError: keep };
      const client = clientOf(server, {
        accountToken: planted.token,
        tenant: planted.tenant,
        hooks,
        retry: { attempts: 2, budget: 1e6 },
      });
      emitted.push(client, createRawClient(client, [rotateCvv]));
      const body = {
        card_number: planted.card,
        nested: [{ cvv: Number(planted.cvv), printed_name: planted.name }],
      };
      const options = { headers: { "x-note": planted.header } };
      const results = await Promise.allSettled([
        client.call(rotateCvv, { cardId: planted.card, body }, options),
        client.call(resetCounter, { cardId: planted.name, body }, options),
        client.call(
          listCards,
          {
            accountId: planted.card,
            status: planted.name,
            ids: [planted.name],
            filter: { a: planted.tenant },
          },
          options,
        ),
      ]);
      for (const result of results) if (result.status === "rejected") emitted.push(result.reason);
      expect(emitted.length).toBeGreaterThan(8);
      leaksNothing(emitted, planted);
    }),
    { numRuns: 15 },
  );
});

test("no secret comes out when the caller's own functions throw it", async () => {
  await fc.assert(
    fc.asyncProperty(secrets, async (planted) => {
      const all = Object.values(planted).join(" ");
      const failure = Object.assign(new Error(all, { cause: new Error(all) }), {
        code: planted.card,
        config: planted,
        [planted.card]: 1,
      });
      const input = { cardId: planted.card, body: { cvv: planted.cvv } };
      const options = { accountId: "7", hooks: { onError: (event: unknown) => emitted.push(event) } };
      const emitted: unknown[] = [];
      const url = "http://127.0.0.1:2";
      const throwing = () => {
        throw failure;
      };
      const controller = new AbortController();
      const abortAndHang = () => {
        controller.abort(failure);
        return new Promise<Response>(() => {});
      };
      const results = await Promise.allSettled([
        clientOf({ url }, { ...options, accountToken: throwing }).call(rotateCvv, input),
        clientOf({ url }, { ...options, accountToken: () => `${planted.token}\n` }).call(rotateCvv, input),
        clientOf({ url }, { ...options, fetch: throwing }).call(rotateCvv, input),
        clientOf({ url }, { ...options, fetch: () => Promise.reject(all) }).call(rotateCvv, input),
        clientOf({ url }, options).call(rotateCvv, { cardId: `${planted.card}/..`, body: {} }),
        clientOf({ url }, options).call(rotateCvv, { cardId: Number(planted.card), body: {} }),
        clientOf({ url }, options).call(rotateCvv, { ...input, body: { toJSON: throwing } }),
        clientOf({ url }, options).call(rotateCvv, input, { headers: { "x-note": `${all}\n` } }),
        (async () => clientOf({ url }, { accountToken: `${planted.token}\n` }))(),
        (async () =>
          clientOf(
            { url },
            { environment: { api: `https://u:${encodeURIComponent(planted.token)}@a.example`, pci: url } },
          ))(),
        clientOf({ url }, { ...options, fetch: abortAndHang }).call(rotateCvv, input, {
          signal: controller.signal,
        }),
      ]);
      for (const result of results) emitted.push((result as PromiseRejectedResult).reason as PismoError);
      expect(results.map(({ status }) => status)).not.toContain("fulfilled");
      leaksNothing(emitted, planted);
    }),
    { numRuns: 15 },
  );
});

function leaksNothing(emitted: unknown[], planted: Secrets): void {
  const text = emitted.map(everythingIn).join("\n");
  for (const [name, secret] of Object.entries(planted)) {
    for (const form of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      btoa(encodeURIComponent(secret)),
    ]) {
      const at = text.indexOf(form);
      if (at >= 0) expect.fail(`${name} came out: …${text.slice(Math.max(0, at - 200), at + 100)}…`);
    }
  }
}
