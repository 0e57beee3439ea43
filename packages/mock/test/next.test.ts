import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Mock, startMock } from "../src/index.ts";
import { cvvPath, performTokenOperation, rotateCvv, send } from "./requests.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
beforeEach(() => mock.reset());
afterAll(() => mock.stop());

test("a status for one request, then the document's answer again", async () => {
  mock.next("rotateCvv", { status: 500 });
  expect((await rotateCvv(mock)).status).toBe(500);
  expect((await rotateCvv(mock)).status).toBe(200);
});

test("a status that the document does not declare has no body", async () => {
  mock.next("rotateCvv", { status: 429 });
  const response = await rotateCvv(mock);
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    429,
    null,
    "",
  ]);
});

test("outcomes queue up, each for as many requests as it says", async () => {
  mock.next("rotateCvv", { status: 503, headers: { "Retry-After": "1" } }, { times: 2 });
  mock.next("rotateCvv", { status: 429 });
  const responses = [
    await rotateCvv(mock),
    await rotateCvv(mock),
    await rotateCvv(mock),
    await rotateCvv(mock),
  ];
  expect(responses.map(({ status }) => status)).toEqual([503, 503, 429, 200]);
  expect(responses.map(({ headers }) => headers.get("retry-after"))).toEqual(["1", "1", null, null]);
});

test("an outcome is for its operation alone", async () => {
  mock.next("rotateCvv", { status: 500 });
  expect((await performTokenOperation(mock)).status).toBe(200);
  expect((await rotateCvv(mock)).status).toBe(500);
});

test("an example by name", async () => {
  mock.next("tokenization.performTokenOperation", { status: 401, example: "example-1" });
  const response = await performTokenOperation(mock);
  expect([response.status, await response.json()]).toEqual([
    401,
    { error_code: "ERR9786", message: "Access token is missing or invalid" },
  ]);
});

test("a body of its own", async () => {
  mock.next("rotateCvv", { body: { success: false } });
  mock.next("performTokenOperation", { status: 409, body: { error_code: "E1", message: "Busy" } });
  expect(await (await rotateCvv(mock)).json()).toEqual({ success: false });
  const conflict = await performTokenOperation(mock);
  expect([conflict.status, conflict.headers.get("content-type")]).toEqual([409, "application/json"]);
  expect(await conflict.json()).toEqual({ error_code: "E1", message: "Busy" });
});

test("an invalid request is refused, and takes its outcome", async () => {
  mock.next("performTokenOperation", { status: 500 });
  expect((await performTokenOperation(mock, {})).status).toBe(400);
  expect((await performTokenOperation(mock)).status).toBe(200);
});

test("a connection dropped before the request was taken", async () => {
  mock.next("rotateCvv", { drop: "before" });
  await expect(rotateCvv(mock)).rejects.toThrow();
  expect(mock.calls("rotateCvv")).toMatchObject([{ answer: "dropped", taken: false }]);
  expect((await rotateCvv(mock)).status).toBe(200);
});

test("a connection dropped after the request was taken", async () => {
  mock.next("rotateCvv", { drop: "after", delay: 20 });
  await expect(rotateCvv(mock, { service_code: "101" })).rejects.toThrow();
  expect(mock.calls("rotateCvv")).toMatchObject([{ answer: "dropped", taken: true }]);
});

test("a delay: the request is taken, and its client may give up", async () => {
  mock.next("rotateCvv", { delay: 60_000 });
  mock.next("rotateCvv", { delay: 30 });
  const impatient = fetch(mock.environment.pci + cvvPath, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: "{}",
    signal: AbortSignal.timeout(50),
  });
  await expect(impatient).rejects.toThrow("timeout");
  expect(mock.calls("rotateCvv")).toMatchObject([{ answer: 200, taken: true }]);
  const before = performance.now();
  expect((await send(mock, "pci", "POST", cvvPath, {})).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(25);
});

test.each([
  ["rotateCVV", {}, /^No operation `rotateCVV`; there are .*\brotateCvv\b/],
  ["rotateCvv", { status: 42 }, "`status` is an integer from 200 to 599"],
  ["rotateCvv", { example: "x" }, "rotateCvv has no example `x`; its document has none."],
  ["performTokenOperation", { example: "example-1", body: 1 }, "`example` and `body` both state"],
  ["performTokenOperation", { status: 200, example: "example-1" }, "no example `example-1` of status 200"],
  ["rotateCvv", { drop: "after", status: 500 }, "`drop` goes only with `delay`"],
  ["rotateCvv", { delay: -1 }, "`delay` is a number of milliseconds"],
] as const)("refuses an outcome that cannot be: %s %j", (operation, outcome, reason) => {
  expect(() => mock.next(operation, outcome)).toThrow(reason);
});

test("refuses a number of times that is none", () => {
  expect(() => mock.next("rotateCvv", { status: 500 }, { times: 0 })).toThrow("`times` is 1 or more");
});

test("reset forgets what waits", async () => {
  mock.next("rotateCvv", { status: 500 });
  mock.reset();
  expect((await rotateCvv(mock)).status).toBe(200);
});
