import { gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import * as runtime from "../src/index.ts";
import { clientOf, failureOf } from "./client.ts";
import { listCards, resetCounter, rotateCvv } from "./operations.ts";
import { type Handler, json, serve } from "./server.ts";

const { PismoApiError, PismoError, PismoNotFoundError, PismoServerError } = runtime;
const input = { cardId: "card-9", body: {} };

const failing = async (handler: Handler) =>
  failureOf(clientOf(await serve(handler), { retry: false }).call(rotateCvv, input));

test.each([
  [400, "PismoBadRequestError"],
  [401, "PismoUnauthorizedError"],
  [403, "PismoForbiddenError"],
  [404, "PismoNotFoundError"],
  [409, "PismoConflictError"],
  [418, "PismoApiError"],
  [422, "PismoUnprocessableError"],
  [429, "PismoRateLimitError"],
  [500, "PismoServerError"],
  [504, "PismoServerError"],
] as const)("%i is a %s", async (status, name) => {
  const error = await failing((response) =>
    json(
      response,
      status,
      { error_code: "ERR1", message: "No" },
      { "x-cid": "from-server", "retry-after": "2", "set-cookie": "a=b" },
    ),
  );
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: each class by its name.
  expect(error).toBeInstanceOf(runtime[name]);
  expect(error).toBeInstanceOf(PismoApiError);
  expect(error).toBeInstanceOf(PismoError);
  expect(error).toMatchObject({
    name,
    status,
    code: "ERR1",
    message: "No",
    cid: "from-server",
    operation: "rotateCvv",
    path: rotateCvv.path,
    host: "pci",
    attempts: 1,
  });
  expect((error as runtime.PismoApiError).headers).toMatchObject({
    "retry-after": "2",
    "content-type": "application/json",
  });
  expect((error as runtime.PismoApiError).headers).not.toHaveProperty("set-cookie");
  expect("retryAfter" in error && error.retryAfter).toBe(status === 429 ? 2000 : false);
});

const JSON_TYPE = "application/json";
test.each<[string, string, string | Buffer, string | undefined, string]>([
  ["code and message", JSON_TYPE, '{"code":"E1","message":"No"}', "E1", "No"],
  ["a number as code", JSON_TYPE, '{"code":17,"message":"No"}', "17", "No"],
  ["a nested error", JSON_TYPE, '{"error":{"code":"E1","message":"No"}}', "E1", "No"],
  ["a list of errors", JSON_TYPE, '{"errors":[{"error_code":"E1","message":"No"}]}', "E1", "No"],
  ["RFC 9457", "application/problem+json", '{"title":"T","detail":"No","status":400}', undefined, "No"],
  ["OAuth", JSON_TYPE, '{"error":"invalid","error_description":"No"}', undefined, "No"],
  ["plain text", "text/plain", "No", undefined, "No"],
  ["JSON of another type", "text/html", '{"message":"No"}', undefined, "No"],
  [
    "Latin-1 as declared",
    "application/json; charset=ISO-8859-1",
    Buffer.from('{"message":"Não"}', "latin1"),
    undefined,
    "Não",
  ],
  [
    "UTF-8, though declared Latin-1",
    "application/json; charset=ISO-8859-1",
    '{"message":"Não"}',
    undefined,
    "Não",
  ],
  [
    "a charset that does not exist",
    "application/json; charset=klingon",
    Buffer.from('{"message":"Não"}', "latin1"),
    undefined,
    "Não",
  ],
  [
    "UTF-16",
    "application/json; charset=utf-16le",
    Buffer.from('{"message":"Não"}', "utf16le"),
    undefined,
    "Não",
  ],
  [
    "UTF-8, though declared UTF-16",
    "application/json; charset=utf-16",
    '{"message":"Não"}',
    undefined,
    "Não",
  ],
  ["nothing", JSON_TYPE, "", undefined, "rotateCvv: answered with 400"],
  ["null", JSON_TYPE, "null", undefined, "rotateCvv: answered with 400"],
  ["a gateway's HTML", "text/html", "<html>Bad</html>", undefined, "rotateCvv: answered with 400"],
  ["truncated JSON", JSON_TYPE, '{"message":"N', undefined, "rotateCvv: answered with 400"],
  ["another shape", JSON_TYPE, '{"message":{"a":1},"code":null}', undefined, "rotateCvv: answered with 400"],
])("an error body: %s", async (_, type, body, code, message) => {
  const error = await failing((response) => response.writeHead(400, { "content-type": type }).end(body));
  expect(error).toMatchObject({ name: "PismoBadRequestError", message });
  expect((error as runtime.PismoApiError).code).toBe(code);
});

test("a server's message comes without what was sent, but with the values of enums", async () => {
  const server = await serve((response) =>
    json(response, 400, {
      message: "card-9: CVV 123 is wrong while BLOCKED, see 4111 1111 1111 1111 in wallet 7 of 1077",
    }),
  );
  const body = { cvv: 123, status: "BLOCKED", wallet: "7" };
  const error = await failureOf(clientOf(server).call(rotateCvv, { cardId: "card-9", body }));
  expect(error.message).toBe(
    "[redacted]: CVV [redacted] is wrong while BLOCKED, see [redacted] in wallet [redacted] of 1077",
  );
});

test("a server's message comes without what was sent, however long that is", async () => {
  const note = "x".repeat(40_000);
  const server = await serve((response) => json(response, 400, { message: `not ${note}` }));
  const error = await failureOf(clientOf(server).call(rotateCvv, { cardId: "card-9", body: { note } }));
  expect(error).toMatchObject({ name: "PismoBadRequestError", message: "not [redacted]" });
});

test("nothing is left of what begins before the end of a message, wherever it ends", async () => {
  const card = "4111 1111 1111 1111";
  const jwt = `eyJ${"a".repeat(2_000)}.e30.x`;
  const note = 'some "words" '.repeat(90);
  for (const secret of [card, jwt, note, JSON.stringify(note).slice(1, -1), encodeURIComponent(note)]) {
    for (const before of [0, 490, 499]) {
      const start = "-".repeat(before);
      const server = await serve((response) =>
        json(response, 400, { message: `${start}${secret}, ${card}` }),
      );
      const error = await failureOf(clientOf(server).call(rotateCvv, { cardId: "card-9", body: { note } }));
      expect(error.message, `${before}`).toMatch(new RegExp(`^${start}\\[redacted\\](, \\[redacted\\])?$`));
    }
  }
});

test("of values that overlap, and of a card number that holds one, nothing is left", async () => {
  const message = "abcdef, abc-def, 4111 1111 1111 1111, Warren 4111111111111111 Pease";
  const server = await serve((response) => json(response, 400, { message }));
  const body = { a: "abcd", b: "cdef", c: "1111", d: "Warren 4111111111111111 Pease" };
  const error = await failureOf(clientOf(server).call(rotateCvv, { cardId: "card-9", body }));
  expect(error.message).toBe("[redacted], abc-def, [redacted], [redacted]");
});

test("an error body of any size costs 64 KiB", async () => {
  let written = 0;
  const error = await failing((response) => {
    response.writeHead(400, { "content-type": "text/plain" });
    const pour = () => {
      for (; written < 10_000_000 && !response.destroyed; written += 65_536)
        if (!response.write("x".repeat(65_536))) return;
      response.end();
    };
    response.on("drain", pour);
    pour();
  });
  expect(error.message).toHaveLength(500);
  expect(written).toBeLessThan(10_000_000);
});

test.each<[string, Handler, string]>([
  ["HTML", (response) => response.end("<html>"), "not the promised JSON"],
  ["an empty body", (response) => response.end(), "not the promised JSON"],
  ["204", (response) => response.writeHead(204).end(), "not the promised JSON"],
  ["truncated JSON", (response) => response.end('{"a":'), "not the promised JSON"],
  ["too much", (response) => response.end(" ".repeat(2000)), "a body beyond maxResponseBytes"],
  [
    "too much, once decompressed",
    (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(" ".repeat(1e6))),
    "a body beyond maxResponseBytes",
  ],
])("a success with %s is an error", async (_, handler, problem) => {
  const server = await serve(handler);
  const error = await failureOf(clientOf(server, { maxResponseBytes: 1000 }).call(rotateCvv, input));
  expect(error).toMatchObject({ name: "PismoResponseError", outcome: "unknown" });
  expect(error.message).toContain(problem);
  expect(server.received).toHaveLength(1);
});

test.each<[string, Partial<runtime.Operation>, Handler, unknown]>([
  ["JSON", {}, (response) => json(response, 200, { a: [1] }), { a: [1] }],
  ["JSON of another type", {}, (response) => response.end("[1]"), [1]],
  ["JSON with a byte order mark", {}, (response) => response.end("\ufeff[1]"), [1]],
  ["JSON of an undeclared status", {}, (response) => json(response, 201, 1), 1],
  ["text", { success: { "2XX": "text" } }, (response) => response.end("Olá"), "Olá"],
  ["no text", { success: { default: "text" } }, (response) => response.end(), ""],
  [
    "bytes",
    { success: { "200": "bytes" } },
    (response) => response.end(Buffer.from([0, 255])),
    new Uint8Array([0, 255]),
  ],
  ["nothing", { success: { "200": "none" } }, (response) => response.end("<html>"), undefined],
])("a success with %s", async (_, change, handler, result) => {
  const server = await serve(handler);
  expect(await clientOf(server).call({ ...rotateCvv, ...change }, input)).toEqual(result);
});

test("instanceof knows errors of another copy of the package, and a subclass of one's own", async () => {
  vi.resetModules();
  const copy: typeof runtime = await import("../src/index.ts");
  expect(copy.PismoError).not.toBe(PismoError);
  const error = await failing((response) => json(response, 404, {}));
  expect(error).toBeInstanceOf(copy.PismoNotFoundError);
  expect(error).toBeInstanceOf(copy.PismoError);
  expect(error).not.toBeInstanceOf(copy.PismoServerError);
  expect(error).not.toBeInstanceOf(PismoServerError);

  class Mine extends PismoNotFoundError {}
  expect(error).not.toBeInstanceOf(Mine);
  const mine = new Mine("mine", { outcome: "rejected", status: 404, headers: {} });
  expect(mine).toBeInstanceOf(Mine);
  expect(mine).toBeInstanceOf(copy.PismoNotFoundError);
  for (const other of [
    undefined,
    null,
    1,
    "a",
    {},
    Object.create(null),
    new Error(),
    { kind: "PismoError" },
  ]) {
    expect(other).not.toBeInstanceOf(PismoError);
  }
});

test("an error says what it is, in its stack and as JSON", async () => {
  const error = await failing((response) => json(response, 404, { message: "No card" }));
  expect(error.stack).toMatch(/^PismoNotFoundError: No card\n {4}at /);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    name: "PismoNotFoundError",
    message: "No card",
    outcome: "rejected",
    status: 404,
  });
});

test("the correlation id is the call's own, unless the caller has one", async () => {
  const server = await serve((response) => json(response, 404, {}));
  const client = clientOf(server);
  const cids = [
    await failureOf(client.call(rotateCvv, input)),
    await failureOf(client.call(rotateCvv, input, { headers: { "X-Cid": "mine" } })),
    await failureOf(client.call(listCards, { accountId: 1, "x-cid": "mine too" })),
    await failureOf(client.call(rotateCvv, input, { headers: { "x-cid": "" } })),
  ].map(({ cid }) => cid);
  const made = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(cids).toEqual([made, "mine", "mine too", made]);
  expect(server.received.map(({ headers }) => headers["x-cid"])).toEqual(cids);
});

test("a 204 returns nothing", async () => {
  const server = await serve((response) => response.writeHead(204).end());
  expect(await clientOf(server).call(resetCounter, input)).toBeUndefined();
});
