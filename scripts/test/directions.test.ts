import { describe, expect, it, vi } from "vitest";
import type { Json, JsonObject } from "../src/json.ts";
import { compile } from "./support/compile.ts";
import { json, ok, openapi } from "./support/documents.ts";
import { emit } from "./support/emit.ts";

// The first compilation reads the libraries.
vi.setConfig({ testTimeout: 30_000 });

const status = { type: "string", enum: ["ON", "OFF"] };

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

function object(properties: JsonObject): JsonObject {
  return { type: "object", required: Object.keys(properties), properties };
}

/** What the compiler says of `uses`, beside the files of a document with one operation `put`. */
async function check(
  sent: Json,
  received: Json,
  schemas: JsonObject,
  uses: string,
  openapiVersion = "3.0.1",
): Promise<string[]> {
  const put = { operationId: "put", requestBody: json(sent), responses: ok(received) };
  const files = await emit(
    openapi({ openapi: openapiVersion, paths: { "/a": { put } }, components: { schemas } }),
  );
  return compile({
    ...files,
    "uses.ts": `import type { PutInput, PutResult } from "./index.ts";\nexport type All = [PutInput, PutResult];\n${uses}`,
  });
}

const sendsKnown = `export const a: PutInput["body"] = { status: "ON" };\n`;
const sendsOther = `export const b: PutInput["body"] = { status: "NEW" };\n`;
const receivesOther = `export const c: PutResult = { status: "NEW" };\n`;

it("an enum is closed in what is sent, and open in what is received: inline", async () => {
  expect(await check(object({ status }), object({ status }), {}, sendsKnown + receivesOther)).toEqual([]);
  expect(await check(object({ status }), object({ status }), {}, sendsOther)).toEqual([
    expect.stringContaining('"NEW"'),
  ]);
});

it("an enum is closed in what is sent, and open in what is received: each in its own component", async () => {
  const schemas = { Sent: object({ status: ref("Status") }), Received: object({ status }), Status: status };
  expect(await check(ref("Sent"), ref("Received"), schemas, sendsKnown + receivesOther)).toEqual([]);
  expect(await check(ref("Sent"), ref("Received"), schemas, sendsOther)).toEqual([
    expect.stringContaining('"NEW"'),
  ]);
});

it("a component that is both sent and received has a twin", async () => {
  const schemas = {
    Card: object({ status: ref("Status") }),
    Status: status,
    CardReceived: { type: "string" },
  };
  const uses = 'export type { Card, CardReceived, StatusReceived } from "./index.ts";\n';
  expect(await check(ref("Card"), ref("Card"), schemas, uses + sendsKnown + receivesOther)).toEqual([]);
  expect(await check(ref("Card"), ref("Card"), schemas, sendsOther)).toEqual([
    expect.stringContaining('"NEW"'),
  ]);
});

it("a component without an enum has no twin", async () => {
  const files = await emit(
    openapi({
      paths: {
        "/a": { put: { operationId: "put", requestBody: json(ref("Card")), responses: ok(ref("Card")) } },
      },
      components: { schemas: { Card: object({ id: { type: "string" } }) } },
    }),
  );
  expect(files["types.ts"]).not.toContain("Received");
  expect(files["types.ts"]).toContain("export type PutResult = Card;");
});

it("circular references end", async () => {
  const schemas = {
    Node: object({ status: ref("Status"), next: { ...ref("Other") } }),
    Other: { type: "object", properties: { node: ref("Node"), self: ref("Other") } },
    Status: status,
  };
  const uses = `export const d = (result: PutResult): string | undefined => result.next.self?.node?.status;\n`;
  const open = `export const e: PutResult = { status: "NEW", next: { node: { status: "NEWER", next: {} } } };\n`;
  const closed = `export const f: PutInput["body"] = { status: "ON", next: { node: { status: "NEW", next: {} } } };\n`;
  expect(await check(ref("Node"), ref("Node"), schemas, uses + open)).toEqual([]);
  expect(await check(ref("Node"), ref("Node"), schemas, closed)).toHaveLength(1);
});

it("known values are suggested: the type is no plain string", async () => {
  const schemas = { Card: object({ status }) };
  const files = await emit(
    openapi({
      paths: { "/a": { get: { operationId: "get", responses: ok(ref("Card")) } } },
      components: { schemas },
    }),
  );
  expect(files["schema.ts"]).toContain('status: "ON" | "OFF" | (string & {});');
});

it.each<[string, JsonObject, string, string, string?]>([
  ["numbers", { type: "integer", enum: [1, 2] }, "3", '"1"'],
  ["numbers and strings", { enum: [1, "a"] }, '"b"', "true"],
  ["nullable in 3.0", { type: "string", nullable: true, enum: ["A"] }, "null", "1"],
  ["nullable in 3.1, as 3.0 has it", { type: "string", nullable: true, enum: ["A"] }, "null", "1", "3.1.0"],
  ["null among the values", { type: ["string", "null"], enum: ["A", null] }, "null", "1", "3.1.0"],
  ["one boolean", { type: "boolean", enum: [true] }, "true", "false"],
])("an enum of %s", async (_, value, valid, invalid, version) => {
  const use = (result: string) => `export const c: PutResult = { value: ${result} };\n`;
  expect(await check({}, object({ value }), {}, use(valid), version)).toEqual([]);
  expect(await check({}, object({ value }), {}, use(invalid), version)).toHaveLength(1);
});

it("a reference into a schema is followed on both sides", async () => {
  const schemas = {
    Card: object({
      status,
      list: { type: "array", items: object({ kind: { type: "string", enum: ["A"] } }) },
    }),
    Part: object({
      status: { $ref: "#/components/schemas/Card/properties/status" },
      item: { $ref: "#/components/schemas/Card/properties/list/items" },
    }),
  };
  const sent = (state: string, kind: string) =>
    `export const a: PutInput["body"] = { status: "${state}", item: { kind: "${kind}" } };\n`;
  const received = `export const b: PutResult = { status: "NEW", item: { kind: "NEW" } };\n`;
  expect(await check(ref("Part"), ref("Part"), schemas, sent("ON", "A") + received)).toEqual([]);
  expect(await check(ref("Part"), ref("Part"), schemas, sent("NEW", "NEW"))).toHaveLength(2);
});

it("a discriminator tells the members of a union apart on both sides, by the names of the schemas", async () => {
  const pet = (members: JsonObject) => object({ type: { type: "string" }, ...members });
  const schemas = {
    Cat: pet({ lives: { type: "integer" }, status }),
    Dog: pet({ tricks: { type: "string" }, status }),
    Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "type" } },
  };
  const uses = `
export const sent: PutInput["body"] = { type: "Cat", lives: 9, status: "ON" };
export function read(pet: PutResult): number | string {
  return pet.type === "Cat" ? pet.lives : pet.tricks;
}
`;
  expect(await check(ref("Pet"), ref("Pet"), schemas, uses)).toEqual([]);
  const bare = {
    ...schemas,
    Pet: { ...schemas.Pet, discriminator: { propertyName: "type", mapping: { feline: "Cat" } } },
  };
  expect(await check(ref("Pet"), ref("Pet"), bare, uses.replaceAll('"Cat"', '"feline"'))).toEqual([]);
});

describe("a required member that only one side states", () => {
  const text = { type: "string" };
  const both = object({
    name: text,
    id: { ...text, readOnly: true },
    secret: { ...text, writeOnly: true },
  });
  const sends = `export const a: PutInput["body"] = { name: "A", secret: "B" };\n`;
  const receives = `export const b = ({ id, name }: PutResult): string => id + name;\n`;
  const needsSecret = `export const c: PutInput["body"] = { name: "A" };\n`;
  const readsSecret = `export const d = (result: PutResult): string => result.secret;\n`;

  it.each<[string, Json, JsonObject]>([
    ["inline", both, {}],
    ["in a component", ref("Card"), { Card: both }],
    [
      "marked where a reference leads",
      ref("Card"),
      {
        Card: object({ name: text, id: ref("Id"), secret: ref("Secret") }),
        Id: { ...text, readOnly: true },
        Secret: { ...text, writeOnly: true },
      },
    ],
    [
      "required beside the part that describes it",
      ref("Card"),
      {
        Card: { allOf: [ref("Base")], required: ["name", "id", "secret"] },
        Base: { type: "object", properties: both.properties! },
      },
    ],
    [
      "below a component that is the same on both sides",
      ref("List"),
      {
        List: { allOf: [ref("Card")] },
        Card: both,
      },
    ],
  ])("%s", async (_, schema, schemas) => {
    expect(await check(schema, schema, schemas, sends + receives)).toEqual([]);
    expect(await check(schema, schema, schemas, needsSecret)).toHaveLength(1);
    expect(await check(schema, schema, schemas, readsSecret)).toHaveLength(1);
  });

  it("stays required where both sides are said to state it by another schema of its name", async () => {
    const schemas = { Card: object({ card: object({ id: text }), id: { ...text, readOnly: true } }) };
    expect(
      await check(ref("Card"), ref("Card"), schemas, `export const a: PutInput["body"] = { card: {} };\n`),
    ).toEqual([expect.stringContaining("id")]);
  });
});
