import { stripTypeScriptTypes } from "node:module";
import type { BodyChecks } from "@pismo-client/runtime";
import { describe, expect, it } from "vitest";
import { emitValidators } from "../src/emit-validators.ts";
import type { JsonObject } from "../src/json.ts";
import { readOperations } from "../src/operations.ts";
import { json, ok, openapi } from "./support/documents.ts";

/** What the emitted check finds in bodies that a document's one operation takes, as `/pointer keyword`. */
async function checkOf(
  schema: JsonObject,
  schemas: JsonObject = {},
  version = "3.0.3",
): Promise<(body: unknown) => string[]> {
  const document = openapi({
    openapi: version,
    paths: { "/a/{b}~c": { post: { operationId: "put", requestBody: json(schema), responses: ok({}) } } },
    components: { schemas },
  });
  const item = (document.paths as JsonObject)["/a/{b}~c"] as { post: JsonObject };
  item.post.parameters = [{ name: "b", in: "path", required: true, schema: { type: "string" } }];
  const operations = readOperations(document, "cards.json");
  const code = emitValidators("cards", "Cards", document, operations, "cards.json");
  expect(emitValidators("cards", "Cards", document, operations, "cards.json")).toBe(code);
  const url = `data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(code))}`;
  const { cardsBodies } = (await import(/* @vite-ignore */ url)) as { cardsBodies: BodyChecks };
  const { check } = Object.values(cardsBodies)[0]!;
  return (body) =>
    check(body) ? [] : check.errors!.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

describe("the checks of bodies", () => {
  it("refuse what the schema refuses", async () => {
    const check = await checkOf({
      type: "object",
      required: ["a"],
      properties: { a: { type: "string", minLength: 1, maxLength: 2 }, b: { type: "integer", enum: [1, 2] } },
    });
    expect(check({ a: "😀😀", b: 1, other: true })).toEqual([]);
    expect(check({ a: "", b: 3 })).toEqual(["/a minLength", "/b enum"]);
    expect(check({ b: 1.5 })).toEqual([" required", "/b type", "/b enum"]);
    expect(check([])).toEqual([" type"]);
  });

  it("follow references, in circles too", async () => {
    const tree = {
      type: "object",
      properties: { below: { type: "array", items: { $ref: "#/components/schemas/a.b" } } },
    };
    const check = await checkOf({ $ref: "#/components/schemas/a.b" }, { "a.b": tree });
    expect(check({ below: [{ below: [] }] })).toEqual([]);
    expect(check({ below: [{ below: 1 }] })).toEqual(["/below/0/below type"]);
  });

  it("understand what OpenAPI 3.0 says in its own way", async () => {
    const check = await checkOf({
      type: "object",
      properties: {
        a: { type: "string", nullable: true, enum: ["x"] },
        b: { type: "number", minimum: 1, exclusiveMinimum: true },
        c: { type: "number", maximum: 1, exclusiveMaximum: false },
      },
    });
    expect(check({ a: null, b: 1.5, c: 1 })).toEqual([]);
    expect(check({ a: 1, b: 1, c: 2 })).toEqual(["/a type", "/a enum", "/b exclusiveMinimum", "/c maximum"]);
  });

  it("understand OpenAPI 3.1", async () => {
    const check = await checkOf(
      {
        type: ["object", "null"],
        properties: { a: { const: 1 }, b: { type: "number", exclusiveMinimum: 1 } },
      },
      {},
      "3.1.0",
    );
    expect(check(null)).toEqual([]);
    expect(check({ a: 2, b: 1 })).toEqual(["/a const", "/b exclusiveMinimum"]);
  });

  it("require nothing that only the server states", async () => {
    const text = { type: "string" };
    const check = await checkOf(
      { allOf: [{ $ref: "#/components/schemas/Base" }, { type: "object", required: ["id", "name"] }] },
      {
        Base: {
          type: "object",
          required: ["id"],
          properties: { id: { ...text, readOnly: true }, name: text },
        },
      },
    );
    expect(check({ name: "A" })).toEqual([]);
    expect(check({ id: "1", name: "A" })).toEqual([]);
    expect(check({ id: "1" })).toEqual([" required"]);
  });

  it("refuse nothing because of what they leave out", async () => {
    const short = { type: "string", format: "date" };
    const check = await checkOf(
      {
        type: "object",
        properties: {
          one: { oneOf: [short, { type: "string", pattern: "^x" }, { type: "integer" }] },
          not: { not: { pattern: "^x" } },
          // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's keyword.
          if: { if: { pattern: "^x" }, then: { maxLength: 1 } },
          other: { not: { enum: ["x"] } },
          pair: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false },
        },
      },
      {},
      "3.1.0",
    );
    expect(check({ one: "y", not: "y", if: "yy", other: "y", pair: ["a", 1] })).toEqual([]);
    expect(check({ one: true })).toContain("/one anyOf");
    expect(check({ other: "x" })).toEqual(["/other not"]);
    expect(check({ pair: [1, "a", 2] })).toEqual(["/pair additionalItems", "/pair/0 type", "/pair/1 type"]);
  });

  it("tell references apart whose names are written alike", async () => {
    const check = await checkOf(
      {
        type: "object",
        properties: { a: { $ref: "#/components/schemas/a.b" }, b: { $ref: "#/components/schemas/a-b" } },
      },
      { "a.b": { type: "string", maxLength: 1 }, "a-b": { type: "integer" } },
    );
    expect(check({ a: "x", b: 1 })).toEqual([]);
    expect(check({ a: 1, b: "x" })).toEqual(["/a type", "/b type"]);
  });

  it("are none where any body is taken", () => {
    const document = openapi({
      paths: { "/a": { post: { operationId: "put", requestBody: json({}), responses: ok({}) } } },
    });
    const code = emitValidators("cards", "Cards", document, readOperations(document, "x"), "x");
    expect(code).toMatch(/cardsBodies: BodyChecks = \{\s*("POST \/a"|\})/);
  });

  it("hold no text of the document but names", async () => {
    const document = openapi({
      paths: {
        "/a": {
          post: {
            operationId: "put",
            requestBody: json({
              type: "string",
              description: "DESCRIBED",
              example: "EXAMPLE",
              title: "TITLE",
            }),
            responses: ok({}),
          },
        },
      },
    });
    const code = emitValidators("cards", "Cards", document, readOperations(document, "x"), "x");
    expect(code).not.toMatch(/DESCRIBED|EXAMPLE|TITLE/);
  });
});
