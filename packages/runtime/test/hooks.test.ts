import { expect, test, vi } from "vitest";
import { clientOf, failureOf } from "./client.ts";
import { listCards, rotateCvv } from "./operations.ts";
import { json, serve } from "./server.ts";

const hooks = () => ({ onRequest: vi.fn(), onResponse: vi.fn(), onRetry: vi.fn(), onError: vi.fn() });

test("hooks see every attempt, without values", async () => {
  const server = await serve((response, _, count) => json(response, count === 1 ? 503 : 200, {}));
  const seen = hooks();
  await clientOf(server, { hooks: seen }).call(listCards, { accountId: 77 });
  const [first, second] = server.received;
  const cid = first!.headers["x-cid"];
  expect(second!.headers["x-cid"]).toBe(cid);
  const event = {
    operation: "listCards",
    method: "GET",
    path: "/accounts/{accountId}/cards",
    host: "api",
    attempt: 1,
    cid,
  };
  expect(seen.onRequest.mock.calls).toEqual([[event], [{ ...event, attempt: 2 }]]);
  expect(seen.onResponse.mock.calls).toEqual([
    [{ ...event, status: 503, ms: expect.any(Number) }],
    [{ ...event, attempt: 2, status: 200, ms: expect.any(Number) }],
  ]);
  expect(seen.onRetry.mock.calls).toEqual([[{ ...event, reason: 503, delay: expect.any(Number) }]]);
  expect(seen.onError).not.toHaveBeenCalled();
});

test("onError sees what the caller catches, once", async () => {
  const server = await serve((response) => response.socket?.destroy());
  const seen = hooks();
  const error = await failureOf(clientOf(server, { hooks: seen }).call(rotateCvv, { cardId: "1", body: {} }));
  expect(seen.onError).toHaveBeenCalledOnce();
  expect(seen.onError.mock.calls[0]![0]).toMatchObject({ error, attempt: 1, ms: expect.any(Number) });
  expect(seen.onResponse).not.toHaveBeenCalled();
});

test("a hook that throws, rejects or changes its event harms no request", async () => {
  const server = await serve((response, _, count) => json(response, count === 1 ? 500 : 200, {}));
  const seen: unknown[] = [];
  const bad = {
    onRequest: (event: object) => {
      Object.assign(event, { cid: "changed", attempt: 99 });
      throw new Error("hook");
    },
    onResponse: (event: { cid: string; attempt: number }) => {
      seen.push(event.cid, event.attempt);
      return Promise.reject(new Error("hook"));
    },
    onRetry: () => {
      throw undefined;
    },
  };
  await clientOf(server, { hooks: bad }).call(listCards, { accountId: 77 });
  expect(server.received.map(({ headers }) => headers["x-cid"])).not.toContain("changed");
  const cid = server.received[0]!.headers["x-cid"];
  expect(seen).toEqual([cid, 1, cid, 2]);
  await new Promise((resolve) => setImmediate(resolve));
});
