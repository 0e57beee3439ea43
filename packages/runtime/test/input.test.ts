import { expect, test } from "vitest";
import {
  type Client,
  type Operation,
  type Parameter,
  PismoInputError,
  writeStructured,
} from "../src/index.ts";
import { clientOf, failureOf } from "./client.ts";
import { listCards, resetCounter, rotateCvv } from "./operations.ts";
import { json, serve } from "./server.ts";

const server = (status = 200) => serve((response) => json(response, status, {}));

test.each<[string, Operation, object, string]>([
  ["a missing path parameter", rotateCvv, { body: {} }, "cardId"],
  ["an empty one", rotateCvv, { cardId: "", body: {} }, "cardId"],
  ["a blank one", rotateCvv, { cardId: " ", body: {} }, "cardId"],
  ["one that is undefined", rotateCvv, { cardId: undefined, body: {} }, "cardId"],
  ["one that is null", rotateCvv, { cardId: null, body: {} }, "cardId"],
  ["a dot", rotateCvv, { cardId: ".", body: {} }, "cardId"],
  ["two dots", rotateCvv, { cardId: "..", body: {} }, "cardId"],
  ["dots behind a slash", rotateCvv, { cardId: "1/../../admin", body: {} }, "cardId"],
  ["dots behind a line separator", rotateCvv, { cardId: "1\u2028/../admin", body: {} }, "cardId"],
  ["dots behind a backslash", rotateCvv, { cardId: "..\\admin", body: {} }, "cardId"],
  ["a control character", rotateCvv, { cardId: "1\u0000", body: {} }, "cardId"],
  ["half a surrogate pair", rotateCvv, { cardId: "1\ud800", body: {} }, "cardId"],
  ["a number for a string", rotateCvv, { cardId: 1, body: {} }, "cardId"],
  ["an array for a string", rotateCvv, { cardId: ["1"], body: {} }, "cardId"],
  ["an object for a string", rotateCvv, { cardId: { toString: () => "1" }, body: {} }, "cardId"],
  ["a number that was rounded", listCards, { accountId: 2 ** 53 }, "accountId"],
  ["a number that is not whole", listCards, { accountId: 1.5 }, "accountId"],
  ["NaN", listCards, { accountId: Number.NaN }, "accountId"],
  ["text for an integer", listCards, { accountId: "12a" }, "accountId"],
  ["a boolean for an integer", listCards, { accountId: true }, "accountId"],
  ["text for a boolean", listCards, { accountId: 1, active: "true" }, "active"],
  ["a single value for an array", listCards, { accountId: 1, pages: 3 }, "pages"],
  ["an object within an array", listCards, { accountId: 1, pages: [{}] }, "pages"],
  [
    "a key that would add a query parameter",
    listCards,
    { accountId: 1, filter: { "a]&admin": "1" } },
    "filter",
  ],
  ["a line break in a header", resetCounter, { cardId: "1", "x-tenant": "a\r\nb: c", body: {} }, "x-tenant"],
  ["text that no header can carry", resetCounter, { cardId: "1", "x-tenant": "ü", body: {} }, "x-tenant"],
  ["another case", rotateCvv, { cardid: "1", body: {} }, "cardId"],
  ["another separator", rotateCvv, { card_id: "1", body: {} }, "cardId"],
  ["letters that changed places", rotateCvv, { cradId: "1", body: {} }, "cardId"],
  ["an optional parameter that is misspelt", listCards, { accountId: 1, statsu: "NORMAL" }, "status"],
  ["a body that is misspelt", rotateCvv, { cardId: "1", boddy: {} }, "body"],
  ["no body", rotateCvv, { cardId: "1" }, "body"],
  ["a body where none is taken", listCards, { accountId: 1, body: {} }, "body"],
  ["a body that JSON cannot write", rotateCvv, { cardId: "1", body: () => {} }, "body"],
  ["a circular body", rotateCvv, { cardId: "1", body: circular() }, "body"],
  ["a rounded number in a body", rotateCvv, { cardId: "1", body: { a: [{ id: 2 ** 53 }] } }, "body"],
  [
    "a number in a body that JSON would write as null",
    rotateCvv,
    { cardId: "1", body: { a: Number.NaN } },
    "body",
  ],
])("%s is refused, and nothing is sent", async (_, operation, input, parameter) => {
  const { url, received } = await server();
  const error = await failureOf(clientOf({ url }).call(operation, input));
  expect(error).toBeInstanceOf(PismoInputError);
  expect(error).toMatchObject({ parameter, operation: operation.name, outcome: "not-sent" });
  expect(error.message).toContain(`${operation.name}: ${parameter} `);
  expect(received).toEqual([]);
});

test.each<[string, Operation, object, string]>([
  [
    "what looks like a path",
    rotateCvv,
    { cardId: "a/b c?d#e%2e", body: {} },
    "/pci/cvv/a%2Fb%20c%3Fd%23e%252e/reset",
  ],
  [
    "a replacement pattern",
    rotateCvv,
    { cardId: "$&{cardId}", body: {} },
    "/pci/cvv/%24%26%7BcardId%7D/reset",
  ],
  ["dots that are no segment", rotateCvv, { cardId: "a..b", body: {} }, "/pci/cvv/a..b/reset"],
  [
    "an integer as digits",
    listCards,
    { accountId: "9007199254740993" },
    "/api/accounts/9007199254740993/cards",
  ],
  ["a bigint", listCards, { accountId: 9007199254740993n }, "/api/accounts/9007199254740993/cards"],
  ["a name of its own", listCards, { accountId: 1, customer: {} }, "/api/accounts/1/cards"],
  [
    "zero, false and nothing",
    listCards,
    { accountId: 0, limit: 0, active: false, status: "" },
    "/api/accounts/0/cards?status=&limit=0&active=false",
  ],
  [
    "arrays and objects, each in its style",
    listCards,
    { accountId: 1, pages: [1, 2], ids: ["a&", "b"], filter: { a: "x y", b: 2 } },
    "/api/accounts/1/cards?pages=1&pages=2&ids=a%26,b&filter[a]=x%20y&filter[b]=2",
  ],
])("%s is written as it should be", async (_, operation, input, path) => {
  const { url, received } = await server();
  await clientOf({ url }).call(operation, input);
  expect(received[0]!.url).toBe(path);
});

test.each(["constructor", "toString", "__proto__"])(
  "a parameter may be called %s: it is taken from the input's own members only",
  async (name) => {
    const { url, received } = await server();
    const named = (place: Parameter["in"], required?: true): Operation => ({
      ...listCards,
      path: place === "path" ? `/x/{${name}}/{${name}}` : "/x",
      parameters: { [name]: { in: place, type: "string", ...(required && { required }) } },
    });
    const client = clientOf({ url });
    await client.call(named("query"), {});
    await client.call(named("query"), { [name]: "a" });
    await client.call(named("path", true), { [name]: "b" });
    await client.call(named("header"), { [name]: "c" });
    expect(received.map(({ url }) => url)).toEqual(["/api/x", `/api/x?${name}=a`, "/api/x/b/b", "/api/x"]);
    // No fetch sends a header that is called __proto__.
    if (name !== "__proto__") expect(received[3]!.headers[name.toLowerCase()]).toBe("c");
    expect(await failureOf(client.call(named("query", true), {}))).toMatchObject({ parameter: name });
    expect(received).toHaveLength(4);
  },
);

test("the names of query parameters are encoded as their values are", async () => {
  const { url, received } = await server();
  const name = "a&b=c d[é]";
  const parameters = (parameter: Parameter) => ({
    ...listCards,
    path: "/x",
    parameters: { [name]: parameter },
  });
  const client = clientOf({ url });
  await client.call(parameters({ in: "query", type: "string" }), { [name]: "1" });
  await client.call(parameters({ in: "query", type: "array" }), { [name]: ["1", "2"] });
  await client.call(parameters({ in: "query", type: "object", style: "deepObject" }), { [name]: { k: "1" } });
  const encoded = "a%26b%3Dc%20d%5B%C3%A9%5D";
  expect(received.map(({ url }) => url)).toEqual([
    `/api/x?${encoded}=1`,
    `/api/x?${encoded}=1&${encoded}=2`,
    `/api/x?${encoded}[k]=1`,
  ]);
});

test("the tenant is the client's, unless the input has one", async () => {
  const { url, received } = await serve((response) => response.writeHead(204).end());
  await clientOf({ url }).call(resetCounter, { cardId: "1", body: {} });
  await clientOf({ url }).call(resetCounter, { cardId: "1", "x-tenant": "TN-2", body: {} });
  expect(received.map(({ headers }) => headers["x-tenant"])).toEqual(["TN-1", "TN-2"]);
  await clientOf({ url })
    .call(rotateCvv, { cardId: "1", body: {} })
    .catch(() => {});
  expect(received[2]!.headers).not.toHaveProperty("x-tenant");
});

test("without a tenant, an operation that declares it is refused", async () => {
  const { url } = await server();
  const client: Client = clientOf({ url }, { tenant: undefined as never });
  expect(await failureOf(client.call(resetCounter, { cardId: "1", body: {} }))).toMatchObject({
    parameter: "x-tenant",
  });
});

test.each([
  ["the token", { Authorization: "Bearer mine" }],
  ["the host", { host: "evil.example" }],
  ["the framing", { "transfer-encoding": "chunked" }],
  ["a line break", { "x-a": "b\r\nauthorization: c" }],
  ["a name with a line break", { "x-a\r\nb": "c" }],
])("headers of a call cannot set %s", async (_, headers) => {
  const { url, received } = await server();
  const error = await failureOf(clientOf({ url }).call(rotateCvv, { cardId: "1", body: {} }, { headers }));
  expect(error).toMatchObject({ name: "PismoInputError", parameter: "headers" });
  expect(received).toEqual([]);
});

test("a document's own Authorization parameter is the token's", async () => {
  const { url, received } = await server();
  await clientOf({ url }).call(listCards, { accountId: 1, Authorization: "Bearer mine" });
  expect(received[0]!.headers.authorization).toBe("Bearer token-0");
});

function circular(): object {
  const body: { self?: object } = {};
  body.self = body;
  return body;
}

test("path parameters are written in their styles", async () => {
  const { url, received } = await server();
  const client = clientOf({ url });
  const withStyle = (style: "label" | "matrix", type: "string" | "array"): Operation => ({
    ...rotateCvv,
    parameters: { cardId: { in: "path", type, style } },
    structured: writeStructured,
  });
  await client.call(withStyle("label", "string"), { cardId: "a b", body: {} });
  await client.call(withStyle("matrix", "string"), { cardId: "a b", body: {} });
  await client.call(withStyle("matrix", "array"), { cardId: ["a", "b/c"], body: {} });
  await client.call(
    { ...rotateCvv, parameters: { cardId: { in: "path", type: "array" } }, structured: writeStructured },
    { cardId: ["a", "b"], body: {} },
  );
  expect(received.map(({ url }) => url)).toEqual([
    "/pci/cvv/.a%20b/reset",
    "/pci/cvv/;cardId=a%20b/reset",
    "/pci/cvv/;cardId=a,b%2Fc/reset",
    "/pci/cvv/a,b/reset",
  ]);
});
