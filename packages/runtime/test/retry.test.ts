import { afterEach, expect, test, vi } from "vitest";
import type { Operation } from "../src/index.ts";
import { clientOf, failureOf, NOBODY } from "./client.ts";
import { listCards, resetCounter, rotateCvv } from "./operations.ts";
import { type Handler, json, serve } from "./server.ts";

afterEach(() => {
  vi.useRealTimers();
});

const inputs = new Map<Operation, object>([
  [rotateCvv, { cardId: "card-9", body: { service_code: "123" } }],
  [resetCounter, { cardId: "card-9", body: { wallet: "103" } }],
  [listCards, { accountId: 77 }],
]);

const faults: [
  name: string,
  fault: Handler,
  outcome: string,
  sentWhenNever: number,
  sentOtherwise: number,
][] = [
  ["reset before an answer", (response) => response.socket?.resetAndDestroy(), "unknown", 1, 3],
  ["closed before an answer", (response) => response.socket?.destroy(), "unknown", 1, 3],
  [
    "half a response",
    (response) => response.writeHead(200, { "content-length": 100 }).write('{"a":', () => response.destroy()),
    "unknown",
    1,
    3,
  ],
  [
    "half a chunk",
    (response) => response.writeHead(200).write('{"a":', () => response.socket?.resetAndDestroy()),
    "unknown",
    1,
    3,
  ],
  ["no HTTP", (response) => response.socket?.end("garbage\r\n\r\n"), "unknown", 1, 3],
  ["silence", () => {}, "unknown", 1, 3],
  ["a drip", (response) => drip(response), "unknown", 1, 3],
  ["408", (response) => json(response, 408, {}), "unknown", 1, 3],
  ["500", (response) => json(response, 500, {}), "unknown", 1, 3],
  ["502", (response) => json(response, 502, {}), "unknown", 1, 3],
  ["503", (response) => json(response, 503, {}), "unknown", 1, 3],
  ["504", (response) => json(response, 504, {}), "unknown", 1, 3],
  [
    "503 and a time to come back",
    (response) => json(response, 503, {}, { "retry-after": "0" }),
    "rejected",
    3,
    3,
  ],
  [
    "429 and a time to come back",
    (response) => json(response, 429, {}, { "retry-after": "0" }),
    "rejected",
    3,
    3,
  ],
  ["429", (response) => json(response, 429, {}), "rejected", 1, 3],
  [
    "429 and no whole seconds",
    (response) => json(response, 429, {}, { "retry-after": "0.1" }),
    "rejected",
    1,
    3,
  ],
  [
    "429 and a time beyond the cap",
    (response) => json(response, 429, {}, { "retry-after": "31" }),
    "rejected",
    1,
    1,
  ],
  [
    "503 and a time beyond any",
    (response) => json(response, 503, {}, { "retry-after": "9".repeat(400) }),
    "rejected",
    1,
    1,
  ],
  ["400", (response) => json(response, 400, {}), "rejected", 1, 1],
  ["501", (response) => json(response, 501, {}), "rejected", 1, 1],
  ["a redirect", (response) => response.writeHead(302, { location: "/" }).end(), "unknown", 1, 1],
  ["a success that is no JSON", (response) => response.end("<html>"), "unknown", 1, 1],
];

function drip(response: Parameters<Handler>[0]): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write(" "), 5);
  response.on("close", () => clearInterval(timer));
}

test.each(faults)(
  "%s: repeated only as far as the operation allows",
  async (name, fault, outcome, never, otherwise) => {
    const calls = [...inputs].map(async ([operation, input]) => {
      const server = await serve(fault);
      if (operation === resetCounter && outcome === "unknown" && never === 1 && otherwise === 1) return;
      // Time enough for each request to arrive, on a busy machine too.
      const timeout = /silence|drip/.test(name) ? 1000 : 10_000;
      const error = await failureOf(clientOf(server, { timeout }).call(operation, input));
      const expected = operation.retry === "never" ? never : otherwise;
      expect([operation.name, server.received.length]).toEqual([operation.name, expected]);
      expect(error).toMatchObject({
        outcome,
        attempts: expected,
        operation: operation.name,
        path: operation.path,
      });
    });
    await Promise.all(calls);
  },
);

test("what is sent again is the same, with the same correlation id", async () => {
  const server = await serve((response, _, count) =>
    count < 3 ? json(response, 500, {}) : response.writeHead(204).end(),
  );
  const body = { wallet: "103" };
  const call = clientOf(server).call(resetCounter, { cardId: "1", body });
  body.wallet = "217";
  await call;
  expect(server.received).toHaveLength(3);
  const [first, ...others] = server.received.map(({ url, body, headers }) => ({ url, body, headers }));
  for (const other of others) expect(other).toEqual(first);
  expect(first!.headers["x-cid"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("nobody listens: certainly not sent, tried again for any operation", async () => {
  const error = await failureOf(
    clientOf({ url: "http://127.0.0.1:4" }).call(rotateCvv, inputs.get(rotateCvv)!),
  );
  expect(error).toMatchObject({
    name: "PismoConnectionError",
    outcome: "not-sent",
    attempts: 3,
    cause: { code: "ECONNREFUSED" },
  });
  expect(error.message).not.toContain("look before");
});

test("no such name: certainly not sent", async () => {
  const environment = { api: "https://nothing.invalid", pci: "https://nowhere.invalid" };
  const error = await failureOf(
    clientOf({ url: NOBODY }, { environment }).call(rotateCvv, inputs.get(rotateCvv)!),
  );
  expect(error).toMatchObject({ name: "PismoConnectionError", outcome: "not-sent", attempts: 3 });
});

test("a server that does not speak TLS: certainly not sent", async () => {
  const server = await serve((response) => response.end());
  const url = server.url.replace("http:", "https:");
  const error = await failureOf(clientOf({ url }, { retry: false }).call(rotateCvv, inputs.get(rotateCvv)!));
  expect(error).toMatchObject({ name: "PismoConnectionError", outcome: "not-sent", attempts: 1 });
});

test("a refusal does not undo what an earlier attempt may have done", async () => {
  const server = await serve((response, _, count) =>
    count === 1 ? response.socket?.destroy() : json(response, 404, {}),
  );
  const error = await failureOf(clientOf(server).call(resetCounter, inputs.get(resetCounter)!));
  expect(error).toMatchObject({ status: 404, outcome: "unknown", attempts: 2 });
});

test.each([0, 600, 999])(
  "an answer with status %i, which no rule knows, is unknown and not repeated",
  async (status) => {
    const answer = Response.error();
    Object.defineProperty(answer, "status", { value: status });
    const fetch = vi.fn(async () => answer);
    for (const operation of [rotateCvv, listCards]) {
      fetch.mockClear();
      const error = await failureOf(
        clientOf({ url: NOBODY }, { fetch }).call(operation, inputs.get(operation)!),
      );
      expect(error).toMatchObject({ outcome: "unknown", attempts: 1, status });
      expect(fetch).toHaveBeenCalledOnce();
    }
  },
);

test("an unsafe operation is repeated for the one call that names it", async () => {
  const server = await serve((response) => json(response, 500, {}));
  const client = clientOf(server);
  await failureOf(client.call(rotateCvv, inputs.get(rotateCvv)!, { retry: { allowUnsafe: "rotateCvv" } }));
  expect(server.received).toHaveLength(3);
  await failureOf(client.call(rotateCvv, inputs.get(rotateCvv)!));
  expect(server.received).toHaveLength(4);
});

test("retry: false is one attempt", async () => {
  const server = await serve((response) => json(response, 500, {}));
  await failureOf(clientOf(server).call(listCards, { accountId: 1 }, { retry: false }));
  await failureOf(clientOf(server, { retry: false }).call(listCards, { accountId: 1 }));
  expect(server.received).toHaveLength(2);
});

test("the waits grow, are random below their bound, and Retry-After is the least", async () => {
  const delays: number[] = [];
  const hooks = { onRetry: ({ delay }: { delay: number }) => delays.push(delay) };
  const random = vi.spyOn(Math, "random").mockReturnValue(0.5);
  const failing = await serve((response) => json(response, 500, {}));
  await failureOf(
    clientOf(failing, { hooks, retry: { attempts: 5, baseDelay: 4, maxDelay: 10 } }).call(listCards, {
      accountId: 1,
    }),
  );
  expect(delays).toEqual([2, 4, 5, 5]);
  delays.length = 0;
  const busy = await serve((response) =>
    json(response, 429, {}, { "retry-after": new Date(Date.now() + 2500).toUTCString() }),
  );
  await failureOf(
    clientOf(busy, { hooks, retry: { attempts: 2, baseDelay: 4 } }).call(listCards, { accountId: 1 }),
  );
  // Whole seconds, less what the answer took; without the header it would be 2.
  expect(delays[0]).toBeGreaterThan(100);
  expect(delays[0]).toBeLessThan(2510);
  random.mockRestore();
});

test("a wait that would outlast the deadline is not begun", async () => {
  const server = await serve((response) => json(response, 429, {}, { "retry-after": "25" }));
  const started = performance.now();
  const error = await failureOf(clientOf(server, { deadline: 20_000 }).call(listCards, { accountId: 1 }));
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(error).toMatchObject({ status: 429, attempts: 1, retryAfter: 25_000 });
});

test("an abort ends a wait at once", async () => {
  const server = await serve((response) => json(response, 500, {}));
  const controller = new AbortController();
  const hooks = { onRetry: () => setTimeout(() => controller.abort(), 10) };
  const started = performance.now();
  vi.spyOn(Math, "random").mockReturnValueOnce(0.9);
  const client = clientOf(server, { hooks, retry: { baseDelay: 20_000, maxDelay: 20_000 } });
  const error = await failureOf(client.call(listCards, { accountId: 1 }, { signal: controller.signal }));
  expect(error).toMatchObject({ name: "PismoAbortError", outcome: "unknown", attempts: 1 });
  // It would have been 18 s.
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("the budget ends the retries of a host that is down, not those of the other host", async () => {
  const server = await serve((response, { url }) =>
    url.startsWith("/api") ? json(response, 500, {}) : response.socket?.destroy(),
  );
  const client = clientOf(server, { retry: { budget: 5 } });
  for (let i = 0; i < 10; i++) await failureOf(client.call(listCards, { accountId: 1 }));
  expect(server.received).toHaveLength(10 + 5);
  await failureOf(client.call(resetCounter, inputs.get(resetCounter)!));
  expect(server.received).toHaveLength(15 + 3);
});

test("ten successes earn one retry", async () => {
  let down = true;
  const server = await serve((response) => json(response, down ? 500 : 200, {}));
  const client = clientOf(server, { retry: { budget: 1, attempts: 2 } });
  await failureOf(client.call(listCards, { accountId: 1 }));
  down = false;
  for (let i = 0; i < 11; i++) await client.call(listCards, { accountId: 1 });
  down = true;
  const before = server.received.length;
  await failureOf(client.call(listCards, { accountId: 1 }));
  await failureOf(client.call(listCards, { accountId: 1 }));
  expect(server.received.length - before).toBe(3);
});
