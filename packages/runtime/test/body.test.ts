import { expect, test } from "vitest";
import {
  bodyValidator,
  type Operation,
  PismoConfigError,
  type SchemaCheck,
  writeOtherBody,
} from "../src/index.ts";
import { clientOf, failureOf } from "./client.ts";
import { resetCounter, rotateCvv } from "./operations.ts";
import { json, serve } from "./server.ts";

const FORM = "application/x-www-form-urlencoded";
const taking = (mediaType: string, change: Partial<Operation> = {}): Operation => ({
  ...rotateCvv,
  ...change,
  body: { mediaType, required: true, ...(!mediaType.includes("json") && { write: writeOtherBody }) },
});

function form(fields: { [name: string]: string | Blob }): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
}

test.each<[string, string, unknown, string]>([
  ["text", "text/csv", "a,b", "a,b"],
  ["bytes", "application/octet-stream", new Uint8Array([97, 98]), "ab"],
  ["a Blob", "image/png", new Blob(["ab"]), "ab"],
  ["fields", FORM, { a: "x y&", b: 2, c: undefined, d: false }, "a=x+y%26&b=2&d=false"],
  [
    "URLSearchParams",
    FORM,
    new URLSearchParams([
      ["a", "1"],
      ["a", "2"],
    ]),
    "a=1&a=2",
  ],
  ["fields that are written already", FORM, "a=1", "a=1"],
  ["JSON of a type of its own", "application/vnd.api+json", [1], "[1]"],
])("%s is sent as %s", async (_, mediaType, body, sent) => {
  const server = await serve((response) => json(response, 200, {}));
  await clientOf(server).call(taking(mediaType), { cardId: "1", body });
  expect(server.received[0]).toMatchObject({ body: sent, headers: { "content-type": mediaType } });
});

test("a form is sent as multipart with its boundary, the same bytes each time", async () => {
  const server = await serve((response, _, count) => json(response, count === 1 ? 500 : 200, {}));
  const body = form({ name: "Ana", file: new File(["content"], "f.txt", { type: "text/plain" }) });
  const call = clientOf(server).call(taking("multipart/form-data", { retry: "idempotent" }), {
    cardId: "1",
    body,
  });
  body.append("late", "x");
  await call;
  const [first, second] = server.received;
  const type = first!.headers["content-type"]!;
  const parsed = await new Response(first!.body, { headers: { "content-type": type } }).formData();
  expect(parsed.get("name")).toBe("Ana");
  expect(await (parsed.get("file") as File).text()).toBe("content");
  expect(parsed.has("late")).toBe(false);
  expect(second).toEqual(first);
});

test.each<[string, string, unknown]>([
  ["a form for bytes", "application/octet-stream", form({ a: "1" })],
  ["an object for bytes", "application/octet-stream", { a: 1 }],
  ["an object for a form", "multipart/form-data", { a: 1 }],
  ["a nested object for fields", FORM, { a: { b: 1 } }],
  ["null in fields", FORM, { a: null }],
  ["a rounded number in fields", FORM, { a: 2 ** 53 }],
  ["a number for fields", FORM, 7],
])("%s is refused", async (_, mediaType, body) => {
  const server = await serve((response) => json(response, 200, {}));
  const error = await failureOf(clientOf(server).call(taking(mediaType), { cardId: "1", body }));
  expect(error).toMatchObject({ name: "PismoInputError", parameter: "body", outcome: "not-sent" });
  expect(server.received).toEqual([]);
});

test.each<[string, string, unknown]>([
  ["a form", "multipart/form-data", form({ pin: "secret-pin" })],
  ["URLSearchParams", FORM, new URLSearchParams({ pin: "secret-pin" })],
  ["fields", FORM, { pin: "secret-pin" }],
])("what %s holds does not come out of an error", async (_, mediaType, body) => {
  const server = await serve((response) => json(response, 400, { message: "bad secret-pin" }));
  const error = await failureOf(clientOf(server).call(taking(mediaType), { cardId: "1", body }));
  expect(error.message).toBe("bad [redacted]");
});

test("a body is read once, so that what was checked is what is sent", async () => {
  const server = await serve((response) => json(response, 200, {}));
  let reads = 0;
  const body = {
    get amount() {
      return reads++ === 0 ? 1 : 2 ** 60;
    },
  };
  await clientOf(server).call(rotateCvv, { cardId: "1", body });
  expect(server.received[0]!.body).toBe('{"amount":1}');
});

test("what toJSON makes of a body is checked, and does not come out of an error", async () => {
  const server = await serve((response, { body }) => json(response, 400, { message: `no: ${body}` }));
  const client = clientOf(server);
  const secret = { born: new Date(0), pin: { toJSON: () => "secret-pin" } };
  const error = await failureOf(client.call(rotateCvv, { cardId: "1", body: secret }));
  expect(error.message).toBe('no: {"born":"[redacted]","pin":"[redacted]"}');
  const rounded = { id: { toJSON: () => 2 ** 53 } };
  expect(await failureOf(client.call(rotateCvv, { cardId: "1", body: rounded }))).toMatchObject({
    name: "PismoInputError",
    parameter: "body",
  });
});

test("a body that its check refuses is not sent, and the error has pointers and no values", async () => {
  const server = await serve((response) => json(response, 200, {}));
  const check: SchemaCheck = (body) => {
    check.errors = [
      { instancePath: "/card~1id/0", keyword: "type", params: {} },
      { instancePath: "/4111111111111111", keyword: "enum", params: {} },
      { instancePath: "", keyword: "required", params: { missingProperty: "status" } },
    ];
    return Object(body).valid === true;
  };
  const validate = bodyValidator({
    "POST /cvv/{cardId}/reset": { check, names: ["card/id", "status"] },
  });
  const client = clientOf(server, { validate });
  const error = await failureOf(client.call(rotateCvv, { cardId: "1", body: { "card/id": ["secret-pin"] } }));
  expect(error).toMatchObject({ name: "PismoInputError", parameter: "body", outcome: "not-sent" });
  expect(error.message).toBe(
    "rotateCvv: body is not what the document describes: /card~1id/0 (type), /* (enum), /status (required)",
  );
  expect(server.received).toEqual([]);
  await client.call(rotateCvv, { cardId: "1", body: { valid: true } });
  // An operation without a check is not checked.
  await client.call(resetCounter, { cardId: "1", body: {} });
  expect(server.received).toHaveLength(2);
});

test("validate: true is refused: it could not find the checks", () => {
  expect(() => clientOf({ url: "http://127.0.0.1:2" }, { validate: true as never })).toThrow(
    PismoConfigError,
  );
});
