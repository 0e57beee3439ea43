import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import {
  type CachedToken,
  createClientFactory,
  type IssueToken,
  memoryTokenCache,
  type TokenCache,
} from "../src/index.ts";
import { clientOf, failureOf } from "./client.ts";
import { listCards, rotateCvv } from "./operations.ts";
import { json, serve } from "./server.ts";

afterEach(() => {
  vi.useRealTimers();
});

const input = { cardId: "1", body: {} };
const jwt = (exp: number) => `e30.${btoa(JSON.stringify({ exp }))}.sig`;
/** Accepts any token, and says which one it was given. */
const echo = () => serve((response, { headers }) => json(response, 200, headers.authorization));
const counting = (life?: number) => {
  let count = 0;
  return vi.fn<IssueToken>(() => ({
    token: `token-${++count}`,
    ...(life && { expiresAt: Date.now() + life }),
  }));
};

test("a thousand concurrent calls share one refresh, and later calls its token", async () => {
  const server = await echo();
  const accountToken = vi.fn(async () => {
    await sleep(20);
    return "token-1";
  });
  const client = clientOf(server, { accountToken, accountId: 7, timeout: 29_000 });
  const tokens = await Promise.all(Array.from({ length: 1000 }, () => client.call(rotateCvv, input)));
  expect(new Set(tokens)).toEqual(new Set(["Bearer token-1"]));
  await client.call(rotateCvv, input);
  expect(accountToken).toHaveBeenCalledOnce();
  expect(accountToken).toHaveBeenCalledWith(
    expect.objectContaining({ accountId: "7", api: `${server.url}/api` }),
  );
});

test.each([
  ["expiresAt in ms", () => ({ token: `a${Date.now()}`, expiresAt: Date.now() + 3_600_000 })],
  ["expiresAt as a Date", () => ({ token: `a${Date.now()}`, expiresAt: new Date(Date.now() + 3_600_000) })],
  ["the exp of a JWT", () => jwt(Math.floor(Date.now() / 1000) + 3600)],
])("a token is renewed ahead of its expiry, by %s", async (_, issue) => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const server = await echo();
  const accountToken = vi.fn<IssueToken>(issue);
  const client = clientOf(server, { accountToken, accountId: "7" });
  await client.call(rotateCvv, input);
  vi.setSystemTime(Date.now() + 3_530_000);
  await client.call(rotateCvv, input);
  expect(accountToken).toHaveBeenCalledOnce();
  vi.setSystemTime(Date.now() + 15_000);
  await client.call(rotateCvv, input);
  expect(accountToken).toHaveBeenCalledTimes(2);
});

test("a token of a short life is used for most of it", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const server = await echo();
  const accountToken = counting(30_000);
  const client = clientOf(server, { accountToken, accountId: "7" });
  await client.call(rotateCvv, input);
  vi.setSystemTime(Date.now() + 26_000);
  await client.call(rotateCvv, input);
  expect(accountToken).toHaveBeenCalledOnce();
  vi.setSystemTime(Date.now() + 2_000);
  await client.call(rotateCvv, input);
  expect(accountToken).toHaveBeenCalledTimes(2);
});

test("a failed refresh fails those who wait, and the next call tries again", async () => {
  const server = await echo();
  const accountToken = vi
    .fn<IssueToken>()
    .mockImplementationOnce(async () => {
      await sleep(10);
      throw Object.assign(new Error("secret-in-message"), { code: "ECONNREFUSED" });
    })
    .mockReturnValue("token-2");
  const client = clientOf(server, { accountToken, accountId: "7" });
  const failures = await Promise.all([
    failureOf(client.call(rotateCvv, input)),
    failureOf(client.call(listCards, { accountId: 7 })),
  ]);
  expect(failures.map(({ operation }) => operation)).toEqual(["rotateCvv", "listCards"]);
  for (const failure of failures) {
    expect(failure).toMatchObject({
      name: "PismoTokenError",
      outcome: "not-sent",
      cause: { code: "ECONNREFUSED" },
    });
  }
  expect(await client.call(rotateCvv, input)).toBe("Bearer token-2");
  expect(accountToken).toHaveBeenCalledTimes(2);
});

test("one caller's abort does not cancel the refresh for the others", async () => {
  const server = await echo();
  let signal: AbortSignal | undefined;
  let issue = (_: string) => {};
  const accountToken = vi.fn<IssueToken>((request) => {
    signal = request.signal;
    return new Promise((resolve) => {
      issue = resolve;
    });
  });
  const client = clientOf(server, { accountToken, accountId: "7" });
  const controller = new AbortController();
  const first = failureOf(client.call(rotateCvv, input, { signal: controller.signal }));
  const second = client.call(rotateCvv, input);
  await vi.waitFor(() => expect(accountToken).toHaveBeenCalled());
  controller.abort();
  expect(await first).toMatchObject({ name: "PismoAbortError", outcome: "not-sent" });
  expect(signal?.aborted).toBe(false);
  issue("token-1");
  expect(await second).toBe("Bearer token-1");
  expect(accountToken).toHaveBeenCalledOnce();
  expect(server.received).toHaveLength(1);
});

test("a refresh that never ends is given up, and its signal aborted", async () => {
  const server = await echo();
  let signal: AbortSignal | undefined;
  const accountToken: IssueToken = (request) => {
    signal = request.signal;
    return new Promise(() => {});
  };
  const error = await failureOf(
    clientOf(server, { accountToken, accountId: "7", timeout: 30 }).call(rotateCvv, input),
  );
  expect(error).toMatchObject({ outcome: "not-sent", attempts: 1 });
  expect(error.name).toMatch(/PismoT(imeout|oken)Error/);
  await vi.waitFor(() => expect(signal?.aborted).toBe(true));
});

test("a 401 renews the token and repeats the request once, for any operation", async () => {
  const server = await serve((response, { headers }) =>
    headers.authorization === "Bearer token-1"
      ? json(response, 401, {})
      : json(response, 200, headers.authorization),
  );
  const accountToken = counting();
  const client = clientOf(server, { accountToken, accountId: "7" });
  expect(await client.call(rotateCvv, input)).toBe("Bearer token-2");
  expect(accountToken).toHaveBeenCalledTimes(2);
  expect(server.received).toHaveLength(2);
  expect(server.received[0]!.headers["x-cid"]).toBe(server.received[1]!.headers["x-cid"]);
});

test("a second 401 surfaces", async () => {
  const server = await serve((response) => json(response, 401, { message: "Unauthorized" }));
  const accountToken = counting();
  const error = await failureOf(clientOf(server, { accountToken, accountId: "7" }).call(rotateCvv, input));
  expect(error).toMatchObject({ name: "PismoUnauthorizedError", outcome: "rejected", attempts: 2 });
  expect(server.received).toHaveLength(2);
  expect(accountToken).toHaveBeenCalledTimes(2);
});

test("a fixed token is not tried twice", async () => {
  const server = await serve((response) => json(response, 401, {}));
  expect(await failureOf(clientOf(server).call(rotateCvv, input))).toMatchObject({
    status: 401,
    attempts: 1,
  });
  expect(server.received).toHaveLength(1);
});

test("a token that is refused mid-burst is renewed once for all", async () => {
  let good = "token-1";
  const server = await serve((response, { headers }) =>
    headers.authorization === `Bearer ${good}` ? json(response, 200, {}) : json(response, 401, {}),
  );
  const accountToken = counting();
  const client = clientOf(server, { accountToken, accountId: "7" });
  await client.call(rotateCvv, input);
  good = "token-2";
  await Promise.all(Array.from({ length: 50 }, () => client.call(rotateCvv, input)));
  expect(accountToken).toHaveBeenCalledTimes(2);
});

test("accounts have tokens of their own, and a bounded cache forgets the least recently used", async () => {
  const server = await echo();
  const accountToken = vi.fn<IssueToken>(({ accountId }) => `token-of-${accountId}`);
  const clientFor = createClientFactory({
    environment: { api: `${server.url}/api`, pci: `${server.url}/pci` },
    accountToken,
    tokenCache: memoryTokenCache(2),
  });
  for (const id of ["1", "2", "1", "3", "1", "2"]) {
    expect(await clientFor(id).call(rotateCvv, input)).toBe(`Bearer token-of-${id}`);
  }
  expect(accountToken.mock.calls.map(([{ accountId }]) => accountId)).toEqual(["1", "2", "3", "2"]);
});

test("a shared store is asked first, told what is new, and may fail", async () => {
  const server = await echo();
  const store = new Map<string, CachedToken>();
  const tokenCache: TokenCache = {
    get: async (key) => store.get(key),
    set: async (key, token) => store.set(key, token),
    delete: async (key) => store.delete(key),
  };
  const accountToken = counting(3_600_000);
  await clientOf(server, { accountToken, accountId: "7", tokenCache }).call(rotateCvv, input);
  await clientOf(server, { accountToken, accountId: "7", tokenCache }).call(rotateCvv, input);
  expect(accountToken).toHaveBeenCalledOnce();
  expect([...store.keys()]).toEqual([`${server.url}/api ${server.url}/pci TN-1 7`]);

  for (const key of store.keys()) store.set(key, { token: "forged\r\nx: y" });
  expect(await clientOf(server, { accountToken, accountId: "7", tokenCache }).call(rotateCvv, input)).toBe(
    "Bearer token-2",
  );

  const broken = () => Promise.reject(new Error("store is down"));
  const options = { accountToken, accountId: "7", tokenCache: { get: broken, set: broken, delete: broken } };
  expect(await clientOf(server, options).call(rotateCvv, input)).toBe("Bearer token-3");
});

test.each([
  ["nothing", undefined],
  ["a token with its scheme", "Bearer abc"],
  ["a token with a line break", "abc\r\nx: y"],
  ["an expiry in seconds", { token: "abc", expiresAt: 1_900_000_000 }],
  ["an expiry that is no time", { token: "abc", expiresAt: "tomorrow" }],
])("an accountToken that gives %s is an error", async (_, issued) => {
  const server = await echo();
  const error = await failureOf(
    clientOf(server, { accountToken: () => issued as never, accountId: "7" }).call(rotateCvv, input),
  );
  expect(error).toMatchObject({ name: "PismoTokenError", outcome: "not-sent" });
  expect(error.message).toContain("accountToken must give");
  expect(server.received).toEqual([]);
});
