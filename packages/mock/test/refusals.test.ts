import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Mock, startMock } from "../src/index.ts";
import { startMockOf } from "../src/start-mock.ts";
import { performTokenOperation, resetCvv2TryCounter, rotateCvv, send, updateCardStatus } from "./requests.ts";

let mock: Mock;
const lines: string[] = [];
beforeAll(async () => {
  mock = await startMock({ log: (line) => lines.push(line) });
});
beforeEach(() => {
  mock.reset();
  lines.length = 0;
});
afterAll(() => mock.stop());

const words = (response: Response): string | null => response.headers.get("x-pismo-mock-violations");

test("an invalid body gets the document's 400, and the violations in words", async () => {
  const response = await performTokenOperation(mock, {
    operation_type: "PAUSE",
    operator_id: "x".repeat(17),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error_code: "ERR93836", message: "Card profile can't be null" });
  const violations = [
    "Request body must have required property 'operation_reason'",
    "Request body property operator_id must NOT have more than 16 characters",
    expect.stringMatching(
      /^Request body property operation_type must be equal to one of the allowed values: DELETE, .*BANK_APP$/,
    ),
  ];
  const [call] = mock.calls("performTokenOperation");
  expect(call).toMatchObject({ answer: 400, taken: false, violations: expect.arrayContaining(violations) });
  expect(words(response)).toBe(call?.violations.join("; "));
  expect(lines).toEqual([
    `pci performTokenOperation (POST /cards-tokenization/v1/cards/{cardId}/network-tokens/{tokenId}) → 400 refused: ${words(response)}`,
  ]);
});

test("an activation by the call center needs its code", async () => {
  const body = { operation_type: "CALL_CENTER_ACTIVATION", operation_reason: "Verified" };
  const refused = await performTokenOperation(mock, body);
  expect(refused.status).toBe(400);
  expect(words(refused)).toContain("Request body must have required property 'activation_code'");
  expect((await performTokenOperation(mock, { ...body, activation_code: "94" })).status).toBe(200);
});

test("a condition and an alternative say what is wrong, once", async () => {
  const schema = {
    properties: { kind: { enum: ["a", "b", "c"] } },
    if: { properties: { kind: { const: "b" } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ["reason"] },
    oneOf: [
      { properties: { kind: { enum: ["a"] } } },
      { properties: { kind: { enum: ["b", "c"] } }, required: ["x"] },
    ],
  };
  const post = {
    operationId: "make",
    requestBody: { content: { "application/json": { schema } } },
    responses: { 204: { description: "" } },
  };
  await using other = await startMockOf({
    things: {
      openapi: "3.1.0",
      info: { title: "Things", version: "1" },
      servers: [{ url: "https://api.example" }],
      paths: { "/things": { post } },
    },
  });
  await send(other, "api", "POST", "/things", { kind: "b" });
  expect(other.calls("make")[0]?.violations).toEqual([
    "Request body property kind must be equal to one of the allowed values: a",
    "Request body must have required property 'x'",
    "Request body must match exactly one schema in oneOf",
    "Request body must have required property 'reason'",
  ]);
  await send(other, "api", "POST", "/things", { kind: "z", x: 1 });
  expect(other.calls("make")[1]?.violations).toEqual([
    "Request body must match exactly one schema in oneOf",
    "Request body property kind must be equal to one of the allowed values: a, b, c",
  ]);
});

test("where the document declares neither 400 nor 422, Prism answers 422", async () => {
  const response = await updateCardStatus(mock, { status: 7 });
  expect(response.status).toBe(422);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(words(response)).toBe("Request body property status must be string");
});

test("names parameters as the document spells them", async () => {
  const path = await send(mock, "api", "PUT", "/wallet/v1/customers/1/accounts/one/cards/2/status", {});
  expect(words(path)).toBe("Request path parameter accountId must be integer");
  const empty = await send(mock, "api", "PUT", "/wallet/v1/customers/1/accounts//cards/2/status", {});
  expect(words(empty)).toBe("Request path must have required property 'accountId'");
  const header = await send(
    mock,
    "pci",
    "PATCH",
    "/cards-tokenization/v1/cards/1/config/reset-cvv2-try-counter",
    {},
  );
  expect(words(header)).toBe("Request header must have required property 'x-tenant'");
});

test("a request without a bearer token is refused", async () => {
  for (const authorization of ["", "Basic eDp5"]) {
    const response = await rotateCvv(mock, {}, { authorization });
    expect(response.status).toBe(401);
    expect(words(response)).toContain("No bearer token");
  }
});

test("a body is required", async () => {
  const response = await send(
    mock,
    "pci",
    "PATCH",
    "/cards-tokenization/v1/cards/1/config/reset-cvv2-try-counter",
  );
  expect(response.status).toBe(400);
  expect(words(response)).toContain("Body parameter is required");
});

test.each([
  ["cut off", '{"wallet":"10', "The request body is not valid JSON"],
  ["nothing like JSON", "4111111111111111 secret", "The request body is not valid JSON"],
])("malformed JSON is answered at once: %s", async (_, body, reason) => {
  const response = await resetCvv2TryCounter(mock, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    title: "Bad Request",
    detail: expect.stringContaining(reason),
  });
  expect(JSON.stringify(mock.calls()) + lines.join()).not.toMatch(/4111|secret/);
});

test("invalid UTF-8 is refused", async () => {
  const response = await fetch(`${mock.environment.pci}/pcicards/v2/pcicards/cvv/1/reset`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: new Uint8Array([0x22, 0xff, 0x22]),
  });
  expect([response.status, words(response)]).toEqual([400, "The request body is not valid UTF-8."]);
});

test("another media type is refused, also where the length is not stated", async () => {
  const plain = await rotateCvv(mock, "{}", { "content-type": "text/plain" });
  expect([plain.status, words(plain)]).toEqual([415, "Supported content types: application/json"]);
  const chunked = await fetch(`${mock.environment.pci}/pcicards/v2/pcicards/cvv/1/reset`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "text/plain" },
    body: new Blob(["{}"]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(chunked.status).toBe(415);
});

test.each([
  ["content-type", "garbage"],
  ["accept", ";;garbage"],
])("an unreadable %s is a bad request", async (header, value) => {
  const response = await rotateCvv(mock, {}, { [header]: value });
  expect(response.status).toBe(400);
  expect(words(response)).toContain("The request cannot be read");
});

test("a badly encoded path is a bad request", async () => {
  const response = await send(mock, "pci", "POST", "/pcicards/v2/pcicards/cvv/%ZZ/reset", {});
  expect([response.status, words(response)]).toEqual([400, "The request cannot be read: URI malformed."]);
});

test("a body over 10 MB is refused, and the connection goes on", async () => {
  const response = await rotateCvv(mock, { service_code: "x".repeat(10 * 1024 * 1024) });
  expect(response.status).toBe(413);
  expect((await rotateCvv(mock)).status).toBe(200);
});
