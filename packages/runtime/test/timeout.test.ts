import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { clientOf, failureOf } from "./client.ts";
import { listCards, rotateCvv } from "./operations.ts";
import { json, serve } from "./server.ts";

const input = { cardId: "1", body: {} };

test("a POST that timed out is unknown, and its message says to look", async () => {
  const server = await serve(() => {});
  const error = await failureOf(clientOf(server).call(rotateCvv, input, { timeout: 40 }));
  expect(error).toMatchObject({ name: "PismoTimeoutError", outcome: "unknown", attempts: 1 });
  expect(error.message).toBe(
    "rotateCvv: no whole answer in time. It may have been executed: look before repeating it",
  );
});

test("the time-out covers the body", async () => {
  const server = await serve((response) =>
    response.writeHead(200, { "content-type": "application/json" }).write("{"),
  );
  const error = await failureOf(clientOf(server).call(rotateCvv, input, { timeout: 50 }));
  expect(error).toMatchObject({ name: "PismoTimeoutError", outcome: "unknown" });
});

test("a refusal whose body never ends is still that refusal", async () => {
  const server = await serve((response) => response.writeHead(422).write("{"));
  // Time enough for the status to arrive, on a busy machine too.
  const error = await failureOf(clientOf(server).call(rotateCvv, input, { timeout: 2000 }));
  expect(error).toMatchObject({ name: "PismoUnprocessableError", outcome: "rejected" });
});

test("the deadline covers all attempts", async () => {
  const server = await serve(() => {});
  const started = performance.now();
  const client = clientOf(server, { timeout: 2000, deadline: 3000, retry: { attempts: 9 } });
  const error = await failureOf(client.call(listCards, { accountId: 1 }));
  expect(error.name).toBe("PismoTimeoutError");
  expect(server.received).toHaveLength(2);
  // The second attempt had not its whole time.
  expect(performance.now() - started).toBeLessThan(3900);
});

test("a fetch that ignores its signal is not waited for", async () => {
  const client = clientOf({ url: "http://127.0.0.1:2" }, { fetch: () => new Promise(() => {}), timeout: 30 });
  expect(await failureOf(client.call(rotateCvv, input))).toMatchObject({ name: "PismoTimeoutError" });
});

test("an abort before the call sends nothing", async () => {
  const server = await serve((response) => json(response, 200, {}));
  const error = await failureOf(clientOf(server).call(rotateCvv, input, { signal: AbortSignal.abort() }));
  expect(error).toMatchObject({ name: "PismoAbortError", outcome: "not-sent" });
  expect(server.received).toEqual([]);
});

test("an abort after sending is unknown, and never repeated", async () => {
  const server = await serve(() => {});
  const controller = new AbortController();
  const call = failureOf(clientOf(server).call(listCards, { accountId: 1 }, { signal: controller.signal }));
  while (!server.received.length) await sleep(1);
  controller.abort(new Error("secret reason"));
  expect(await call).toMatchObject({ name: "PismoAbortError", outcome: "unknown", attempts: 1 });
  expect(server.received).toHaveLength(1);
});

test("a signal that many calls share keeps none of them", async () => {
  const server = await serve((response) => json(response, 200, {}));
  const { signal } = new AbortController();
  const add = vi.spyOn(signal, "addEventListener");
  const remove = vi.spyOn(signal, "removeEventListener");
  for (let i = 0; i < 20; i++) await clientOf(server).call(rotateCvv, input, { signal });
  expect(add).toHaveBeenCalledTimes(20);
  expect(remove.mock.calls).toEqual(add.mock.calls);
});
