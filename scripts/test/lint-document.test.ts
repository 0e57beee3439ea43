import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../src/json.ts";
import { acceptAll, compareAccepted, readAccepted, unread } from "../src/lint-accepted.ts";
import { lintDocument } from "../src/lint-document.ts";
import { lintEvent } from "../src/lint-events.ts";
import { json, ok, openapi, withOperation } from "./support/documents.ts";

const pci = [{ url: "https://gw-pci.example.com" }];
const api = [{ url: "https://sandbox.example.com" }];
const operation = "#/paths/~1cards~1{cardId}/get";

function found(document: JsonObject): string[] {
  return lintDocument(document).map(({ check, place }) => `${check} ${place}`);
}

/** A document that sends one schema, which is called Card. */
function sending(schema: Json): JsonObject {
  return withOperation(
    { requestBody: json({ $ref: "#/components/schemas/Card" }) },
    { components: { schemas: { Card: schema } } },
  );
}

const card = "#/components/schemas/Card";
const type = { type: "string", description: "Types: `PLASTIC`, `VIRTUAL`", enum: ["PLASTIC", "VIRTUAL"] };
const code = { type: "string", description: "**REQUIRED** if `kind` is `CALL`. Known to the caller only." };
const secured = { security: [{ token: [] }] };

describe("finds", () => {
  it.each<[string, JsonObject, string]>([
    [
      "a required member that is described under another name",
      sending({ type: "object", required: ["image_b64"], properties: { imageb64: { type: "string" } } }),
      `required ${card}/required`,
    ],
    [
      "an example whose pattern does not come to an end",
      sending({ type: "string", pattern: "^(a+)+$", example: `${"a".repeat(50)}!` }),
      `examples ${card}/example`,
    ],
    [
      "a PCI endpoint without a PCI host",
      withOperation({ description: "This is a PCI endpoint.", servers: api }),
      `hosts ${operation}`,
    ],
    [
      "a PCI endpoint with another host too",
      withOperation({ description: "A PCI endpoint", servers: [...api, ...pci] }),
      `hosts ${operation}`,
    ],
    ["a PCI host that no prose tells of", withOperation({ servers: pci }), `hosts ${operation}`],
    ["a value that only the description has", sending({ ...type, enum: ["VIRTUAL"] }), `enum-values ${card}`],
    [
      "a number that only the description has",
      sending({ ...type, description: "`1` or `2`", enum: ["1"] }),
      `enum-values ${card}`,
    ],
    [
      "a member that is required by prose alone",
      sending({ type: "object", properties: { code } }),
      `conditions ${card}/properties/code`,
    ],
    [
      "a condition that stands where the member's schema is",
      withOperation(
        { requestBody: json({ type: "object", properties: { code: { $ref: card } } }) },
        { components: { schemas: { Card: code } } },
      ),
      `conditions ${operation}/requestBody/content/application~1json/schema/properties/code`,
    ],
    [
      "a parameter that is required by prose alone",
      withOperation({
        parameters: [{ name: "q", in: "query", description: "Required when new", schema: {} }],
      }),
      `conditions ${operation}/parameters/1`,
    ],
    ["a credential without a 401", withOperation(secured), `security ${operation}/responses`],
    [
      "a credential of all operations without a 401",
      withOperation({}, secured),
      `security ${operation}/responses`,
    ],
    [
      "an example that its schema refuses",
      sending({ type: "string", example: 1 }),
      `examples ${card}/example`,
    ],
    [
      "one of several examples",
      sending({ type: "string", examples: ["a", 1] }),
      `examples ${card}/examples/1`,
    ],
    [
      "a default that its schema refuses",
      sending({ type: "string", enum: ["a"], default: "b" }),
      `examples ${card}/default`,
    ],
    [
      "an example of a media type",
      withOperation({
        responses: {
          "200": {
            description: "",
            content: { "application/json": { schema: { type: "array" }, example: {} } },
          },
        },
      }),
      `examples ${operation}/responses/200/content/application~1json/example`,
    ],
    [
      "a named example",
      withOperation({
        responses: {
          "200": {
            description: "",
            content: { "application/json": { schema: { type: "array" }, examples: { "a b": { value: 1 } } } },
          },
        },
      }),
      `examples ${operation}/responses/200/content/application~1json/examples/a b/value`,
    ],
    [
      "the length of a member that is a list",
      sending({ type: "object", properties: { tags: { type: "array", maxLength: 3 } } }),
      `lengths ${card}/properties/tags/maxLength`,
    ],
    ["the length of an object", sending({ type: "object", maxLength: 3 }), `lengths ${card}/maxLength`],
    ["the length of a list", sending({ type: ["array", "null"], minLength: 3 }), `lengths ${card}/minLength`],
    [
      "a schema in a member that is named like a keyword",
      sending({ type: "object", properties: { items: { type: "object", maxLength: 3 } } }),
      `lengths ${card}/properties/items/maxLength`,
    ],
  ])("%s", (_, document, finding) => {
    expect(found(document)).toEqual([finding]);
  });
});

describe("finds nothing in", () => {
  it.each<[string, JsonObject]>([
    ["a document without fault", openapi({ paths: {} })],
    [
      "a required member that another part describes",
      sending({
        type: "object",
        required: ["a", "b"],
        properties: { a: { type: "string" } },
        allOf: [{ properties: { b: {} } }],
      }),
    ],
    [
      "a required member of a map",
      sending({ required: ["a"], properties: { b: {} }, additionalProperties: { type: "string" } }),
    ],
    [
      "a PCI endpoint with a PCI host",
      withOperation({ description: "This is a PCI endpoint.", servers: pci }),
    ],
    ["a non-PCI endpoint", withOperation({ description: "This is a non-PCI endpoint.", servers: api })],
    ["an enum with all its values", sending(type)],
    [
      "a description that names other things",
      sending({ ...type, description: "See `STATUS` and `reason`." }),
    ],
    ["a member that is required", sending({ type: "object", required: ["code"], properties: { code } })],
    [
      "a condition that an alternative carries",
      sending({ type: "object", properties: { code }, oneOf: [{ required: ["code"] }, { type: "object" }] }),
    ],
    [
      "a condition that `if` carries",
      sending({
        type: "object",
        properties: { code },
        if: {},
        ...JSON.parse('{ "then": { "required": ["code"] } }'),
      }),
    ],
    [
      "a condition on what is only received",
      withOperation({ responses: ok({ type: "object", properties: { code } }) }),
    ],
    ["a credential with a 401", withOperation({ ...secured, responses: { "401": { description: "" } } })],
    ["an operation that takes a call without a credential", withOperation({ security: [] }, secured)],
    [
      "a description that names a member beside the values",
      sending({ ...type, description: "`PLASTIC` or `VIRTUAL`; see `reason`." }),
    ],
    ["an example that fits", sending({ type: "string", example: "a" })],
    ["data that looks like a schema", sending({ type: "object", example: { type: "object", maxLength: 3 } })],
    ["the length of a text", sending({ type: "string", maxLength: 3 })],
    [
      "a member that is named maxLength",
      sending({ type: "object", properties: { maxLength: { type: "string" } } }),
    ],
  ])("%s", (_, document) => {
    expect(found(document)).toEqual([]);
  });
});

it("finds in the vendored documents what is known of them", () => {
  const specs = join(import.meta.dirname, "../../specs");
  const read = (file: string) => JSON.parse(readFileSync(join(specs, file), "utf8")) as JsonObject;
  expect(found(read("cards/openapi.json"))).toContain("lengths #/components/schemas/Metadata/maxLength");
  expect(lintDocument(read("tokenization/openapi.json"))).toContainEqual({
    check: "enum-values",
    place: "#/components/schemas/OperationType",
    what: expect.stringContaining("`TOKEN_DEVICE_BINDING_APPROVE_CALL_CENTER`"),
  });
});

describe("an event", () => {
  const schema = {
    type: "object",
    required: ["state"],
    properties: {
      state: { type: "string", enum: ["ON", "OFF"] },
      when: { type: "string", format: "date-time", examples: ["2026-01-31T12:00:00Z"] },
      list: { items: [{ type: "number" }], additionalItems: { type: "string" }, default: [1, "a"] },
      card: { $ref: "#/definitions/card" },
    },
    definitions: { card: { type: "object", properties: { id: { type: "integer" } } } },
  };
  const page = [
    "State is what the card is in.\n",
    "state required\n\nTitle: State\nType: string\nMust be one of the following:\nON\nOFF\n",
    "when\n\nType: string\n",
    "unknown required\n\nType: string\n",
  ].join("\n");
  const foundIn = (change: object, text = page) =>
    lintEvent({ ...schema, ...change } as JsonObject, text).map(({ check, place }) => `${check} ${place}`);

  it("without a fault has no finding", () => {
    expect(foundIn({})).toEqual([]);
    expect(foundIn({}, page.replaceAll("\n", "\r\n"))).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    [
      "an example that is not of its format",
      { properties: { ...schema.properties, when: { ...schema.properties.when, examples: ["today"] } } },
      page,
      "examples #/properties/when/examples/0",
    ],
    [
      "a default that a definition refuses",
      { definitions: { card: { type: "object", default: 1 } } },
      page,
      "examples #/definitions/card/default",
    ],
    ["a sample that its schema refuses", { examples: [{}] }, page, "examples #/examples/0"],
    ["a required member that is not described", { required: ["state", "id"] }, page, "required #/required"],
    [
      "a value of the prose that the enum lacks",
      {},
      page.replace("OFF\n", "OFF\nBROKEN\n"),
      "enum-values #/properties/state",
    ],
    [
      "a member that only the prose requires",
      {},
      page.replace("when\n", "when required\n"),
      "conditions #/properties/when",
    ],
    [
      "a member that only the schema requires",
      { required: ["state", "when"] },
      page,
      "conditions #/properties/when",
    ],
  ])("%s", (_, change, text, finding) => {
    expect(foundIn(change, text)).toEqual([finding]);
  });

  it("leaves a name alone that several schemas have a member of", () => {
    const card = { type: "object", properties: { when: { type: "string" } } };
    expect(foundIn({ required: ["state", "when"], definitions: { card } })).toEqual([]);
  });
});

describe("accepted.yaml", () => {
  const finding = { check: "lengths", place: "#/a", what: "Too long." };
  const text = `# By hand.\n- check: lengths\n  place: "#/a"\n  what: Too long.\n  reason: It is so. # Really.\n`;

  it("accepts a finding as long as it is found in these words", () => {
    const accepted = readAccepted(text, "accepted.yaml");
    expect(compareAccepted([finding], accepted)).toEqual({ open: [], stale: [] });
    const other = { ...finding, what: "Too short." };
    expect(compareAccepted([other], accepted)).toEqual({ open: [other], stale: accepted });
  });

  it.each([
    ["without a reason", text.replace(/ {2}reason.*\n/, ""), /#\/0\/reason\n/],
    ["with a member that there is not", text.replace("reason", "why"), /#\/0\/(why|reason)\n/],
    ["that is no list", "a: b\n", /^accepted\.yaml\n/],
  ])("%s is refused", (_, given, message) => {
    expect(() => readAccepted(given, "accepted.yaml")).toThrow(message);
  });

  it("takes in what a new document brings, keeps what is there, and drops what is found no more", () => {
    const more = { check: "security", place: "#/b", what: "No 401." };
    const extended = acceptAll(text, [finding, more], "accepted.yaml");
    expect(extended).toBe(`${text}- check: security\n  place: "#/b"\n  what: No 401.\n  reason: ${unread}\n`);
    expect(acceptAll(extended, [finding], "accepted.yaml")).toBe(text);
    expect(acceptAll(text, [finding], "accepted.yaml")).toBe(text);
    expect(acceptAll(extended, [], "accepted.yaml")).toBeUndefined();
    const fresh = acceptAll(undefined, [more], "accepted.yaml");
    expect(fresh).toMatch(/^# What .*\n- check: security\n/);
    expect(acceptAll(fresh, [finding], "accepted.yaml")).toMatch(/^# What .*\n- check: lengths\n/);
  });
});
