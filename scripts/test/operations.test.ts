import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../src/json.ts";
import { type OperationModel, readOperations } from "../src/operations.ts";
import { cardId, json, ok, openapi, withOperation } from "./support/documents.ts";

function read(operation: JsonObject, members?: JsonObject): OperationModel {
  return readOperations(withOperation(operation, members), "cards.json")[0]!;
}

function named(operationId: string | undefined, path = "/v1/cards/{cardId}"): string {
  const operation = {
    ...(operationId !== undefined && { operationId }),
    parameters: path.includes("{") ? [cardId] : [],
    responses: ok(),
  };
  return readOperations(openapi({ paths: { [path]: { get: operation } } }), "cards.json")[0]!.metadata.name;
}

const get = "cards.json#/paths/~1cards~1{cardId}/get";

describe("the name", () => {
  it.each([
    ["put-v1-card-status", "putV1CardStatus"],
    ["UpdateCardStatus", "updateCardStatus"],
    ["PCICardInfo", "pciCardInfo"],
    ["getCVV2", "getCVV2"],
    ["update_card.status", "updateCardStatus"],
    ["delete", "delete_"],
    ["3ds-auth", "_3dsAuth"],
    ["raw", "raw_"],
    ["then", "then_"],
    ["constructor", "constructor"],
    ["__proto__", "proto"],
    ['a";evil()//', "aEvil"],
    ["consultar-cartão", "consultarCartão"],
    ["x²", "x"],
    ["!!!", "_"],
    [undefined, "getV1CardsByCardId"],
    ["", "getV1CardsByCardId"],
  ])("of the operationId %j is %s", (operationId, name) => {
    expect(named(operationId)).toBe(name);
  });

  it("is the overlay's where it gives one", () => {
    expect(read({ "x-pismo-client": { name: "rotateCvv" } }).metadata.name).toBe("rotateCvv");
  });

  it.each(["delete", "raw", "then", "__proto__", "Cards", "a b", "1a", ""])("cannot be %j", (name) => {
    expect(() => read({ "x-pismo-client": { name } })).toThrow(`${get}/x-pismo-client/name\n`);
  });

  it("cannot be that of two operations: both are named, with the way out", () => {
    const paths = { "/a": { get: { operationId: "get-card" } }, "/b": { put: { operationId: "getCard" } } };
    expect(() => readOperations(openapi({ paths }), "cards.json")).toThrow(
      /^cards\.json#\/paths\/~1a\/get\n {2}and cards\.json#\/paths\/~1b\/put\n.*`getCard`[\s\S]*x-pismo-client/,
    );
  });
});

describe("x-pismo-client", () => {
  it.each<[string, Json, string]>([
    ["that is no object", "text", ""],
    ["with a misspelt member", { names: "a" }, "/names"],
    ["with a retry that there is not", { retry: "always" }, "/retry"],
    ["with a note that is no text", { note: 1 }, "/note"],
  ])("%s is refused", (_, extension, place) => {
    expect(() => read({ "x-pismo-client": extension })).toThrow(`${get}/x-pismo-client${place}\n`);
  });

  it("gives a note", () => {
    expect(read({ "x-pismo-client": { note: "Mind the gap." } }).notes).toEqual(["Mind the gap."]);
  });
});

describe("the host", () => {
  it.each([
    [["https://sandbox.pismolabs.io"], "api", ""],
    [["https://gw-pci.pismolabs.io"], "pci", ""],
    [["https://pci.example.com/"], "pci", ""],
    [
      ["https://gw-pci.pismolabs.io/cards-tokenization", "https://pci.pismolabs.io/cards-tokenization/"],
      "pci",
      "/cards-tokenization",
    ],
    [["https://sandbox.pismolabs.io/a/b/"], "api", "/a/b"],
    [["https://spcial.example.com/pci"], "api", "/pci"],
  ])("of %j is %s, with the base path %j", (urls, host, basePath) => {
    const servers = urls.map((url) => ({ url }));
    expect(read({}, { servers }).metadata).toMatchObject({ host, basePath });
    expect(read({}, { servers }).servers).toEqual(urls);
  });

  it("is that of the operation's own servers, else of its path's, else of the document's", () => {
    const own = [{ url: "https://gw-pci.example.com" }];
    expect(read({ servers: own }).metadata.host).toBe("pci");
    const paths = { "/a": { servers: own, get: {}, put: { servers: [{ url: "https://a" }] } } };
    expect(readOperations(openapi({ paths }), "cards.json").map(({ metadata }) => metadata.host)).toEqual([
      "pci",
      "api",
    ]);
  });

  it("is found with the defaults of a server's variables", () => {
    const servers = [
      {
        url: "https://{host}.example.com/{version}",
        variables: { host: { default: "gw-pci" }, version: { default: "v1" } },
      },
    ];
    expect(read({}, { servers }).metadata).toMatchObject({ host: "pci", basePath: "/v1" });
  });

  it.each([
    ["both host kinds", ["https://a.example.com", "https://pci.example.com"], "both host kinds"],
    ["different base paths", ["https://a.example.com/x", "https://b.example.com/y"], "different base paths"],
    ["no server", [], "No server with an absolute URL"],
    ["a relative URL alone", ["/v1"], "No server with an absolute URL"],
  ])("is an error where there are %s", (_, urls, message) => {
    const servers = urls.map((url) => ({ url }));
    expect(() => read({}, { servers })).toThrow(
      new RegExp(`^${get.replaceAll(/[{}]/g, "\\$&")}\\n.*${message}[\\s\\S]*overlay`),
    );
  });
});

describe("repeating", () => {
  it.each([
    ["get", "safe"],
    ["head", "safe"],
    ["options", "safe"],
    ["trace", "safe"],
    ["put", "idempotent"],
    ["delete", "idempotent"],
    ["post", "never"],
    ["patch", "never"],
  ])("%s is %s, as RFC 9110 has it", (method, retry) => {
    expect(
      readOperations(openapi({ paths: { "/a": { [method]: {} } } }), "cards.json")[0]!.metadata.retry,
    ).toBe(retry);
  });

  it.each(["safe", "idempotent", "never"])("is %s where the overlay says so", (retry) => {
    expect(read({ "x-pismo-client": { retry } }).metadata.retry).toBe(retry);
  });
});

describe("a parameter", () => {
  function parameter(members: JsonObject, components: JsonObject = {}) {
    const operation = read({ parameters: [{ name: "p", ...members }] }, { components });
    return operation.metadata.parameters.p;
  }

  it.each<[JsonObject, object]>([
    [
      { in: "query", schema: { type: "string" } },
      { in: "query", type: "string" },
    ],
    [
      { in: "query", required: true, schema: { type: "integer" } },
      { in: "query", type: "integer", required: true },
    ],
    [
      { in: "query", style: "form", explode: true, schema: { type: "array" } },
      { in: "query", type: "array" },
    ],
    [
      { in: "query", explode: false, schema: { type: "array" } },
      { in: "query", type: "array", explode: false },
    ],
    [
      { in: "query", style: "pipeDelimited", explode: true },
      { in: "query", type: "unknown", style: "pipeDelimited", explode: true },
    ],
    [
      { in: "query", style: "deepObject", schema: { type: "object" } },
      { in: "query", type: "object", style: "deepObject" },
    ],
    [
      { in: "header", style: "simple", explode: true, schema: { type: "object" } },
      { in: "header", type: "object", explode: true },
    ],
    [
      { in: "query", schema: { type: ["string", "null"] } },
      { in: "query", type: "string" },
    ],
    [
      { in: "query", schema: { type: ["string", "integer"] } },
      { in: "query", type: "unknown" },
    ],
    [
      { in: "query", schema: { type: "text" } },
      { in: "query", type: "unknown" },
    ],
    [
      { in: "query", content: { "application/json": {} } },
      { in: "query", type: "unknown" },
    ],
  ])("%j is kept as %j", (members, metadata) => {
    expect(parameter(members)).toEqual(metadata);
  });

  it("has its type and itself through references", () => {
    const components = {
      parameters: { P: { name: "p", in: "query", schema: { $ref: "#/components/schemas/S" } } },
      schemas: { S: { type: "number" } },
    };
    const operation = read({ parameters: [{ $ref: "#/components/parameters/P" }] }, { components });
    expect(operation.metadata.parameters.p).toEqual({ in: "query", type: "number" });
  });

  it("of the path is replaced by the operation's of the same name and place", () => {
    const paths = {
      "/a/{p}": {
        parameters: [
          { name: "p", in: "path", schema: { type: "string" } },
          { name: "q", in: "query" },
        ],
        get: { parameters: [{ name: "p", in: "path", description: "Mine", schema: { type: "integer" } }] },
      },
    };
    const [operation] = readOperations(openapi({ paths }), "cards.json");
    expect(operation!.parameters).toMatchObject([
      { name: "p", required: true, description: "Mine" },
      { name: "q", required: false },
    ]);
    expect(operation!.metadata.parameters.p).toEqual({ in: "path", type: "integer", required: true });
  });

  it("that the client fills in itself is left out", () => {
    const names = ["authorization", "Authorization", "Content-Type", "ACCEPT", "x-tenant"];
    const parameters = names.map((name) => ({ name, in: "header", required: true }));
    expect(Object.keys(read({ parameters }).metadata.parameters)).toEqual(["cardId", "x-tenant"]);
    expect(read({ parameters: [{ name: "accept", in: "query" }] }).metadata.parameters).toHaveProperty(
      "accept",
    );
  });

  it("named __proto__ is a parameter like others", () => {
    const { parameters } = read({ parameters: [{ name: "__proto__", in: "query" }] }).metadata;
    expect(Object.keys(parameters)).toEqual(["cardId", "__proto__"]);
  });

  it.each<[string, JsonObject]>([
    ["in a cookie, and required", { name: "p", in: "cookie", required: true }],
    ["in no place that there is", { name: "p", in: 'query"]; evil()' }],
    ["without a name", { in: "query" }],
    ["in a style that there is not", { name: "p", in: "query", style: "fancy" }],
    ["with the name of another", { name: "cardId", in: "query" }],
    ["of a path that lacks it", { name: "p", in: "path" }],
  ])("is refused: %s", (_, members) => {
    expect(() => read({ parameters: [members] })).toThrow(`${get}/parameters\n`);
  });

  it("in a cookie is left out where the call can go without it, with a note", () => {
    const { metadata, notes } = read({ parameters: [{ name: "p", in: "cookie" }] });
    expect(Object.keys(metadata.parameters)).toEqual(["cardId"]);
    expect(notes).toEqual(["Not sent, as all cookies: `p`."]);
  });

  it("that the path names must be declared", () => {
    const paths = { "/a/{p}": { get: {} } };
    expect(() => readOperations(openapi({ paths }), "cards.json")).toThrow(
      /^cards\.json#\/paths\/~1a~1\{p\}\/get\/parameters\n.*`p`/,
    );
  });

  it("cannot be named `body` where there is one", () => {
    const parameters = [{ name: "body", in: "query" }];
    expect(() => read({ parameters, requestBody: json({}) })).toThrow("would be named `body`");
    expect(read({ parameters }).metadata.parameters).toHaveProperty("body");
  });
});

describe("the body", () => {
  function body(content: JsonObject, required?: boolean) {
    const { metadata, bodyType } = read({
      requestBody: { content, ...(required !== undefined && { required }) },
    });
    return { ...metadata.body, bodyType };
  }

  it.each([
    [["application/json"], "application/json", "application/json"],
    [["application/xml", "application/json"], "application/json", "application/json"],
    [
      ["text/plain", "application/vnd.pismo+json; charset=utf-8"],
      "application/vnd.pismo+json; charset=utf-8",
      "application/vnd.pismo+json; charset=utf-8",
    ],
    [["application/json:"], "application/json", "application/json:"],
    [["Application/JSON"], "application/json", "Application/JSON"],
    [["*/*"], "application/json", "*/*"],
    [["text/*"], "text/plain", "text/*"],
    [["image/*"], "application/octet-stream", "image/*"],
    [["application/xml"], "application/xml", "application/xml"],
    [["multipart/form-data"], "multipart/form-data", "multipart/form-data"],
    [["application/octet-stream"], "application/octet-stream", "application/octet-stream"],
  ])("of %j is sent as %s", (types, mediaType, bodyType) => {
    expect(body(Object.fromEntries(types.map((type) => [type, {}])), true)).toEqual({
      mediaType,
      required: true,
      bodyType,
    });
  });

  it("is optional unless the document says otherwise", () => {
    expect(body({ "application/json": {} })).toMatchObject({ required: false });
  });

  it("may be a reference, and is none without content", () => {
    const components = { requestBodies: { Card: json({}) } };
    expect(
      read({ requestBody: { $ref: "#/components/requestBodies/Card" } }, { components }).metadata.body,
    ).toBeDefined();
    expect(read({ requestBody: { content: {} } }).metadata).not.toHaveProperty("body");
  });
});

describe("the result", () => {
  function success(responses: JsonObject, method = "get") {
    return readOperations(openapi({ paths: { "/a": { [method]: { responses } } } }), "cards.json")[0]!
      .metadata.success;
  }
  const content = (...types: string[]) => ({
    description: "",
    content: Object.fromEntries(types.map((type) => [type, {}])),
  });

  it.each([
    ["application/json", "json"],
    ["application/problem+json", "json"],
    ["application/json:", "json"],
    ["Application/json", "json"],
    ["application/json; charset=utf-8", "json"],
    ["*/*", "json"],
    ["text/csv", "text"],
    ["application/xml", "text"],
    ["application/soap+xml", "text"],
    ["application/pdf", "bytes"],
    ["image/png", "bytes"],
    ["application/octet-stream", "bytes"],
    ["application/x-ndjson", "bytes"],
    ["application/json-seq", "bytes"],
  ])("of %s is read as %s", (type, kind) => {
    expect(success({ "200": content(type) })).toEqual({ "200": kind });
  });

  it("is JSON where there is a choice", () => {
    expect(success({ "200": content("application/pdf", "application/json") })).toEqual({ "200": "json" });
  });

  it("is bytes where the schema says so", () => {
    const schema = { type: "string", format: "binary" };
    expect(success({ "200": { content: { "*/*": { schema } } } })).toEqual({ "200": "bytes" });
  });

  it("has every status of success, and no other", () => {
    const responses = {
      "200": content("application/json"),
      "201": content("text/plain"),
      "204": { description: "" },
      "2xx": {},
      "400": content("application/json"),
    };
    expect(success(responses)).toEqual({ "200": "json", "201": "text", "204": "none", "2XX": "none" });
  });

  it("is the default's only where no status of success is declared", () => {
    expect(success({ default: content("application/json") })).toEqual({ default: "json" });
    expect(success({ "202": {}, default: content("application/json") })).toEqual({ "202": "none" });
  });

  it("is none where HTTP allows no content", () => {
    expect(success({ "204": content("application/json"), "205": content("application/json") })).toEqual({
      "204": "none",
      "205": "none",
    });
    expect(success({ "200": content("application/json") }, "head")).toEqual({ "200": "none" });
  });
});

it("a document without operations is refused", () => {
  expect(() => readOperations(openapi(), "cards.json")).toThrow(/^cards\.json#\/paths\n/);
});
