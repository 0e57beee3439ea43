import { expect, expectTypeOf, test } from "vitest";
import { createRawClient } from "../src/index.ts";
import { clientOf, failureOf } from "./client.ts";
import { listCards, resetCounter, rotateCvv } from "./operations.ts";
import { type Handler, json, serve, type TestServer } from "./server.ts";

interface Paths {
  "/cvv/{cardId}/reset": {
    post: {
      parameters: { path: { cardId: string } };
      requestBody: { content: { "application/json": { service_code?: string } } };
      responses: {
        200: { content: { "application/json": { success?: boolean } } };
        404: { content: { "application/json": { message?: string } } };
      };
    };
  };
  "/accounts/{accountId}/cards": {
    get: {
      parameters: { path: { accountId: number }; query?: { status?: string } };
      responses: { 200: { content: { "application/json": unknown } } };
    };
  };
}

const rawOf = (server: TestServer, options = {}) =>
  createRawClient<Paths>(clientOf(server, options), [rotateCvv, listCards, resetCounter]);
const CVV = "/cvv/{cardId}/reset";
const init = { params: { path: { cardId: "card-9" } }, body: {} };

test("a success is data, an HTTP error is error, both with the response", async () => {
  const server = await serve((response, _, count) =>
    count === 1 ? json(response, 200, { success: true }) : json(response, 404, { message: "No" }),
  );
  const raw = rawOf(server);
  const first = await raw.POST(CVV, init);
  expectTypeOf(first.data).toEqualTypeOf<{ success?: boolean } | undefined>();
  expect(first).toMatchObject({ data: { success: true }, response: { status: 200 } });
  expect(await raw.request("post", CVV, init)).toMatchObject({
    error: { message: "No" },
    response: { status: 404 },
  });
  expect(server.received[0]).toMatchObject({ method: "POST", url: "/pci/cvv/card-9/reset", body: "{}" });
  expect(server.received[0]!.headers).toMatchObject({
    authorization: "Bearer token-0",
    "content-type": "application/json",
  });
});

test("retries, hosts and guards are those of the operation", async () => {
  const server = await serve((response) => response.writeHead(500).end("<html>"));
  const raw = rawOf(server);
  expect(await raw.POST(CVV, init)).toMatchObject({ error: "<html>", response: { status: 500 } });
  expect(server.received).toHaveLength(1);
  await raw.GET("/accounts/{accountId}/cards", {
    params: { path: { accountId: 1 }, query: { status: "a b" } },
  });
  expect(server.received).toHaveLength(4);
  expect(server.received[3]!.url).toBe("/api/accounts/1/cards?status=a%20b");
  expect(await failureOf(raw.POST(CVV, { params: { path: { cardId: ".." } }, body: {} }))).toMatchObject({
    name: "PismoInputError",
  });
  expect(await failureOf(raw.POST(CVV, { body: {} } as never))).toMatchObject({
    name: "PismoInputError",
    parameter: "cardId",
  });
  expect(server.received).toHaveLength(4);
});

test.each([
  ["a path that the document lacks", "PUT", "/admin", init],
  ["a method that the path lacks", "DELETE", CVV, init],
  ["another base URL", "POST", CVV, { ...init, baseUrl: "https://evil.example" }],
  ["another fetch", "POST", CVV, { ...init, fetch: () => {} }],
  ["a middleware", "POST", CVV, { ...init, middleware: [] }],
  ["another token", "POST", CVV, { ...init, headers: { authorization: "Bearer x" } }],
  [
    "a parameter that is not declared",
    "POST",
    CVV,
    { ...init, params: { ...init.params, query: { admin: 1 } } },
  ],
  ["a parameter of another place", "POST", CVV, { params: { query: { cardId: "1" } }, body: {} }],
  ["a stream", "POST", CVV, { ...init, parseAs: "stream" }],
] as const)("%s is refused, and nothing is sent", async (_, method, path, options) => {
  const server = await serve((response) => json(response, 200, {}));
  const error = await failureOf(
    rawOf(server).request(method as "post", path as typeof CVV, options as never),
  );
  expect(error.name).toMatch(/^Pismo(Config|Input)Error$/);
  expect(server.received).toEqual([]);
});

test.each<[string, Handler, string | undefined, unknown]>([
  ["nothing", (response) => response.writeHead(204).end(), undefined, undefined],
  ["text", (response) => response.end("Olá"), "text", "Olá"],
  ["bytes", (response) => response.end("ab"), "arrayBuffer", new Uint8Array([97, 98]).buffer],
])("reads %s as asked", async (_, handler, parseAs, data) => {
  const result = await rawOf(await serve(handler)).POST(CVV, {
    ...init,
    ...(parseAs && { parseAs: parseAs as "text" }),
  });
  expect(result.data).toEqual(data);
});

test.each<[string, Handler]>([
  ["a success that is no JSON", (response) => response.end("<html>")],
  ["a redirect", (response) => response.writeHead(302, { location: "/" }).end()],
])("%s is thrown", async (_, handler) => {
  expect(await failureOf(rawOf(await serve(handler)).POST(CVV, init))).toMatchObject({
    name: "PismoResponseError",
  });
});
