import { beforeAll, describe, expect, it } from "vitest";
import type { Bump, Change } from "../src/change.ts";
import { describeApi } from "../src/describe-api.ts";
import { diffApis } from "../src/diff-apis.ts";
import { bumpOf } from "../src/diff-report.ts";
import type { Json, JsonObject } from "../src/json.ts";
import { redoclyRules } from "../src/redocly-rules.ts";

/**
 * What each kind of change is to a user of the client. A case is a tiny document before and after, the bump, and the
 * rules that must say so: a rule that is taken out, or a Redocly that judges otherwise, fails here.
 */

const text = { type: "string" };
const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});
const values = (...names: string[]): JsonObject => ({ type: "string", enum: names });
const query = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  in: "query",
  schema: text,
  ...more,
});
const header = (name: string, more: JsonObject = {}): JsonObject => ({ ...query(name, more), in: "header" });
const json = (schema: Json): JsonObject => ({ content: { "application/json": { schema } } });
const cardId = { name: "cardId", in: "path", required: true, schema: text };

/** A document with one operation, that sends and receives what `parts` say. */
interface Parts {
  readonly sent?: Json;
  readonly received?: Json;
  readonly schemas?: JsonObject;
  readonly parameters?: Json[];
  readonly operation?: JsonObject;
  readonly item?: JsonObject;
  readonly method?: string;
  readonly path?: string;
  readonly document?: JsonObject;
  readonly components?: JsonObject;
}

function api(parts: Parts): JsonObject {
  const { sent, received = object({ id: text }), path = "/cards/{cardId}", method = "post" } = parts;
  return {
    openapi: "3.1.0",
    info: { title: "Cards", version: "1" },
    servers: [{ url: "https://sandbox.pismolabs.io" }],
    paths: {
      [path]: {
        parameters: [cardId],
        [method]: {
          operationId: "updateCard",
          summary: "Update card",
          ...(parts.parameters && { parameters: parts.parameters }),
          ...(sent !== undefined && { requestBody: { required: true, ...json(sent) } }),
          responses: { 200: { description: "OK", ...json(received) } },
          ...parts.operation,
        },
        ...parts.item,
      },
    },
    components: { schemas: parts.schemas ?? {}, ...parts.components },
    ...parts.document,
  };
}

const card = { $ref: "#/components/schemas/Card" };
const responses = (more: JsonObject): Parts => ({
  operation: { responses: { 200: { description: "OK", ...json(object({ id: text })) }, ...more } },
});
const error = { description: "Refused", ...json(object({ message: text })) };
const get = (more: JsonObject = {}): Parts => ({
  item: { get: { operationId: "getCard", responses: { 204: { description: "" } }, ...more } },
});
const component = (schema: JsonObject): Parts => ({ schemas: { Card: schema } });
const both = (schema: JsonObject): Parts => ({ sent: card, received: card, ...component(schema) });
const content = (...mediaTypes: string[]): Parts => ({
  operation: {
    responses: {
      200: {
        description: "",
        content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: text }])),
      },
    },
  },
});
const scheme = (name: string, definition: JsonObject): Parts => ({
  components: { securitySchemes: { [name]: definition } },
  operation: { security: [{ [name]: [] }] },
});
const bearer = scheme("Bearer", { type: "http", scheme: "bearer" });
const servers = (url: string): Parts => ({ document: { servers: [{ url }] } });
const client = (more: JsonObject): Parts => ({ operation: { "x-pismo-client": more } });
const summary = (text: string): JsonObject => ({ operation: { summary: text } });
const list = { schema: { type: "array", items: text } };
const a = object({ a: text }, "a");
const b = object({ b: text }, "b");

type Case = readonly [what: string, before: Parts, after: Parts, bump: Bump, ...rules: string[]];

const cases: Case[] = [
  // Operations
  ["an operation came", {}, get(), "minor", "operation-added"],
  ["an operation went", get(), {}, "major", "operation-removed"],
  ["a path went", {}, { path: "/v2/cards/{cardId}" }, "major", "path-removed"],
  ["the method is another one", {}, { method: "put" }, "major", "operation-removed"],
  [
    "a beta operation changed",
    { ...summary("Update card [Beta]"), parameters: [query("a")] },
    summary("Update card [Beta]"),
    "minor",
    "parameter-removed",
  ],
  ["a beta operation went", get({ summary: "Get card [beta]" }), {}, "minor", "operation-removed"],
  [
    "an operation became beta",
    { parameters: [query("a")] },
    summary("Update card [Beta]"),
    "major",
    "parameter-removed",
  ],
  ["it is deprecated", {}, { operation: { deprecated: true } }, "minor", "deprecated"],
  [
    "its description changed",
    { operation: { description: "One." } },
    { operation: { description: "Two." } },
    "patch",
    "prose",
  ],
  ["its tags changed", { operation: { tags: ["A"] } }, { operation: { tags: ["B"] } }, "none"],
  ["nothing changed", both(a), both(a), "none"],

  // Names
  ["the operationId changed", {}, { operation: { operationId: "changeCard" } }, "major", "operation-renamed"],
  [
    "the operationId changed where the name is pinned",
    client({ name: "update" }),
    { operation: { "x-pismo-client": { name: "update" }, operationId: "changeCard" } },
    "none",
  ],
  [
    "the pinned name changed",
    client({ name: "update" }),
    client({ name: "change" }),
    "major",
    "operation-renamed",
  ],
  [
    "a component was renamed, the wire is the same",
    { received: card, ...component(a) },
    { received: { $ref: "#/components/schemas/CardResponse" }, schemas: { CardResponse: a } },
    "major",
    "exported-type-removed",
  ],
  ["a component came that nothing uses", {}, component(a), "minor", "exported-type-added"],
  ["a component went that nothing uses", component(a), {}, "major", "exported-type-removed"],
  [
    "a path parameter was renamed",
    {},
    { path: "/cards/{id}", item: { parameters: [{ ...cardId, name: "id" }] } },
    "major",
    "path-parameter-renamed",
  ],

  // Where and how it is sent
  ["the host is of the other kind", {}, servers("https://gw-pci.pismolabs.io"), "major", "host-changed"],
  ["the host is another one of the same kind", {}, servers("https://sandbox2.pismolabs.io"), "none"],
  ["the base path changed", {}, servers("https://sandbox.pismolabs.io/v2"), "major", "base-path-changed"],
  [
    "a repeated call is not repeated any more",
    client({ retry: "idempotent" }),
    client({ retry: "never" }),
    "major",
    "retry-changed",
  ],
  [
    "a call that was not repeated is",
    client({ retry: "never" }),
    client({ retry: "idempotent" }),
    "major",
    "retry-changed",
  ],
  ["the token is asked for", {}, bearer, "none"],
  [
    "a key is asked for instead of the token",
    bearer,
    scheme("Key", { type: "apiKey", in: "header", name: "x-key" }),
    "major",
    "security-changed",
  ],
  ["the security scheme was renamed", bearer, scheme("Token", { type: "http", scheme: "bearer" }), "none"],
  ["the token is not needed any more", bearer, { operation: { security: [] } }, "none"],

  // Parameters
  ["an optional parameter came", {}, { parameters: [query("a")] }, "minor", "parameter-added"],
  [
    "a required parameter came",
    {},
    { parameters: [query("a", { required: true })] },
    "major",
    "parameter-became-required",
    "sent-type-narrowed",
  ],
  ["a parameter went", { parameters: [query("a")] }, {}, "major", "parameter-removed"],
  [
    "a parameter was renamed",
    { parameters: [query("a")] },
    { parameters: [query("b")] },
    "major",
    "parameter-removed",
  ],
  [
    "a parameter became required",
    { parameters: [query("a")] },
    { parameters: [query("a", { required: true })] },
    "major",
    "parameter-became-required",
    "sent-type-narrowed",
  ],
  [
    "a parameter need not be given any more",
    { parameters: [query("a", { required: true })] },
    { parameters: [query("a")] },
    "minor",
    "no-longer-required",
  ],
  [
    "a parameter goes into another form",
    { parameters: [query("a", list)] },
    { parameters: [query("a", { ...list, explode: false })] },
    "major",
    "parameter-serialization-changed",
  ],
  [
    "a parameter moved to its path",
    { parameters: [query("a")] },
    { item: { parameters: [cardId, query("a")] } },
    "none",
  ],
  [
    "parameters changed places",
    { parameters: [query("a"), query("b")] },
    { parameters: [query("b"), query("a")] },
    "none",
  ],
  [
    "a header that the client sets came and is required",
    {},
    { parameters: [header("Authorization", { required: true })] },
    "none",
  ],
  ["a header that the client sets went", { parameters: [header("accept")] }, {}, "none"],
  [
    "the tenant's header is required",
    {},
    { parameters: [header("x-tenant", { required: true })] },
    "major",
    "parameter-became-required",
  ],

  // What is sent
  [
    "sent: an optional property came",
    { sent: object({ a: text }) },
    { sent: object({ a: text, b: text }) },
    "minor",
    "property-added",
  ],
  [
    "sent: a required property came",
    { sent: object({ a: text }) },
    { sent: object({ a: text, b: text }, "b") },
    "major",
    "required-properties-added",
    "sent-type-narrowed",
  ],
  [
    "sent: a required property came that only the server states",
    { sent: object({ a: text }) },
    { sent: object({ a: text, b: { ...text, readOnly: true } }, "b") },
    "minor",
    "property-added",
  ],
  [
    "sent: a property that only the server states became required",
    { sent: object({ a: { ...text, readOnly: true } }) },
    { sent: object({ a: { ...text, readOnly: true } }, "a") },
    "none",
  ],
  [
    "sent: a required property is no longer one that only the server states",
    { sent: object({ a: { ...text, readOnly: true } }, "a") },
    { sent: object({ a: text }, "a") },
    "major",
    "required-properties-added",
    "sent-type-narrowed",
  ],
  [
    "sent: a required property of a component became one that only the server states",
    { sent: card, ...component(a) },
    { sent: card, ...component(object({ a: { ...text, readOnly: true } }, "a")) },
    "minor",
    "no-longer-required",
  ],
  [
    "sent: a required property came that only the client states",
    { sent: object({ a: text }) },
    { sent: object({ a: text, b: { ...text, writeOnly: true } }, "b") },
    "major",
    "required-properties-added",
    "sent-type-narrowed",
  ],
  [
    "sent: a property became required",
    { sent: object({ a: text }) },
    { sent: a },
    "major",
    "required-properties-added",
    "sent-type-narrowed",
  ],
  [
    "sent: a property need not be given any more",
    { sent: a },
    { sent: object({ a: text }) },
    "minor",
    "no-longer-required",
  ],
  [
    "sent: a property went",
    { sent: object({ a: text, b: text }) },
    { sent: object({ a: text }) },
    "major",
    "request-property-removed",
  ],
  [
    "sent: a property was renamed",
    { sent: object({ a: text }) },
    { sent: object({ b: text }) },
    "major",
    "request-property-removed",
  ],
  [
    "sent: a property of a component was renamed",
    { sent: card, ...component(object({ a: text })) },
    { sent: card, ...component(object({ b: text })) },
    "major",
    "request-property-removed",
  ],
  [
    "sent: an enum gained a value",
    { sent: object({ a: values("A") }) },
    { sent: object({ a: values("A", "B") }) },
    "minor",
    "request-enum-widened",
  ],
  [
    "sent: an enum lost a value",
    { sent: object({ a: values("A", "B") }) },
    { sent: object({ a: values("A") }) },
    "major",
    "enum-values-removed",
    "sent-type-narrowed",
  ],
  [
    "sent: a text became an enum",
    { sent: object({ a: text }) },
    { sent: object({ a: values("A") }) },
    "major",
    "enum-values-removed",
    "sent-type-narrowed",
  ],
  [
    "sent: the type is another one",
    { sent: object({ a: text }) },
    { sent: object({ a: { type: "number" } }) },
    "major",
    "schema-type-changed",
    "sent-type-narrowed",
  ],
  [
    "sent: null may be given",
    { sent: object({ a: text }) },
    { sent: object({ a: { type: ["string", "null"] } }) },
    "minor",
    "type-compatible",
  ],
  [
    "sent: it must be shorter",
    { sent: object({ a: text }) },
    { sent: object({ a: { ...text, maxLength: 5 } }) },
    "minor",
    "schema-constraint-changed",
  ],
  [
    "sent: it may be longer",
    { sent: object({ a: { ...text, maxLength: 5 } }) },
    { sent: object({ a: text }) },
    "patch",
    "compatible",
  ],
  [
    "sent: a whole number only",
    { sent: object({ a: { type: "number" } }) },
    { sent: object({ a: { type: "integer" } }) },
    "minor",
    "schema-type-changed",
  ],
  [
    "sent: nothing else may be given",
    { sent: object({ a: text }) },
    { sent: { ...object({ a: text }), additionalProperties: false } },
    "minor",
    "schema-constraint-changed",
  ],
  [
    "sent: one of two schemas went",
    { sent: { oneOf: [a, b] } },
    { sent: { oneOf: [a] } },
    "major",
    "sent-type-narrowed",
  ],
  [
    "sent: a body is needed",
    {},
    { sent: object({ a: text }) },
    "major",
    "request-body-added",
    "sent-type-narrowed",
  ],
  [
    "sent: a body can be given",
    {},
    { operation: { requestBody: json(object({ a: text })) } },
    "minor",
    "request-body-added",
  ],
  ["sent: the body went", { sent: object({ a: text }) }, {}, "major", "request-body-removed"],
  [
    "sent: the body became required",
    { operation: { requestBody: json(a) } },
    { sent: a },
    "major",
    "request-body-became-required",
    "sent-type-narrowed",
  ],
  [
    "sent: the media type is another one",
    { sent: a },
    {
      operation: {
        requestBody: { required: true, content: { "application/vnd.pismo+json": { schema: a } } },
      },
    },
    "major",
    "body-type-changed",
  ],
  [
    "sent: an example changed",
    { sent: object({ a: { ...text, example: "1" } }) },
    { sent: object({ a: { ...text, example: "2" } }) },
    "patch",
    "prose",
  ],
  [
    "sent: a schema is wrapped in an allOf",
    { sent: object({ a: card }), ...component(text) },
    { sent: object({ a: { allOf: [card], description: "The card" } }), ...component(text) },
    "none",
  ],
  [
    "sent: an inline schema became a component",
    { sent: a },
    { sent: card, ...component(a) },
    "minor",
    "exported-type-added",
  ],

  // What is received
  [
    "received: a property came",
    { received: object({ a: text }) },
    { received: object({ a: text, b: text }) },
    "minor",
    "property-added",
  ],
  [
    "received: a property went",
    { received: object({ a: text, b: text }) },
    { received: object({ a: text }) },
    "major",
    "property-removed",
  ],
  [
    "received: a property was renamed",
    { received: object({ a: text }) },
    { received: object({ b: text }) },
    "major",
    "property-removed",
  ],
  [
    "received: a property may be missing",
    { received: a },
    { received: object({ a: text }) },
    "major",
    "required-properties-removed",
    "received-type-changed",
  ],
  [
    "received: a property may be missing that only the client states",
    { received: object({ a: { ...text, writeOnly: true } }, "a") },
    { received: object({ a: { ...text, writeOnly: true } }) },
    "none",
  ],
  [
    "received: a property always comes",
    { received: object({ a: text }) },
    { received: a },
    "minor",
    "always-present",
  ],
  [
    "received: an enum gained a value",
    { received: object({ a: values("A") }) },
    { received: object({ a: values("A", "B") }) },
    "minor",
    "enum-values-added",
  ],
  [
    "received: an enum lost a value",
    { received: object({ a: values("A", "B") }) },
    { received: object({ a: values("A") }) },
    "patch",
    "response-enum-changed",
  ],
  [
    "received: the type is another one",
    { received: object({ a: { type: "boolean" } }) },
    { received: object({ a: text }) },
    "major",
    "schema-type-changed",
    "received-type-changed",
  ],
  [
    "received: null may come",
    { received: a },
    { received: object({ a: { type: ["string", "null"] } }, "a") },
    "major",
    "schema-type-changed",
    "received-type-changed",
  ],
  [
    "received: a fraction may come",
    { received: object({ a: { type: "integer" } }) },
    { received: object({ a: { type: "number" } }) },
    "minor",
    "schema-type-changed",
  ],
  [
    "received: it may be longer",
    { received: object({ a: { ...text, maxLength: 5 } }) },
    { received: object({ a: text }) },
    "minor",
    "schema-constraint-changed",
  ],
  [
    "received: another schema may come",
    { received: { oneOf: [a] } },
    { received: { oneOf: [a, b] } },
    "major",
    "schema-combinator-changed",
    "received-type-changed",
  ],
  [
    "received: a component became an inline schema",
    { received: card, ...component(a) },
    { received: a },
    "major",
    "exported-type-removed",
  ],
  ["received: a success went", responses({ 201: error }), responses({}), "major", "response-removed"],
  [
    "received: a success has another status",
    { operation: { responses: { 200: { description: "OK", ...json(text) } } } },
    { operation: { responses: { 201: { description: "OK", ...json(text) } } } },
    "major",
    "response-removed",
  ],
  [
    "received: a success came, with what was read before",
    responses({}),
    responses({ 201: { description: "", ...json(object({ id: text })) } }),
    "minor",
    "response-added",
  ],
  [
    "received: a success came, with nothing to read",
    responses({}),
    responses({ 204: { description: "" } }),
    "major",
    "received-type-changed",
  ],
  [
    "received: nothing to read any more",
    responses({}),
    { operation: { responses: { 200: { description: "OK" } } } },
    "major",
    "result-kind-changed",
    "received-type-changed",
  ],
  ["received: an error went", responses({ 404: error }), responses({}), "patch", "response-removed"],
  ["received: an error came", responses({}), responses({ 404: error }), "patch", "response-added"],
  [
    "received: a media type that is not read went",
    content("application/json", "text/csv"),
    content("application/json"),
    "patch",
    "media-type-removed",
  ],
  [
    "received: the media type that is read went",
    content("application/json", "text/csv"),
    content("text/csv"),
    "major",
    "media-type-removed",
    "result-kind-changed",
  ],
  [
    "received: a header went",
    { operation: { responses: { 200: { description: "", headers: { "x-cid": { schema: text } } } } } },
    { operation: { responses: { 200: { description: "" } } } },
    "patch",
    "response-header-removed",
  ],

  // Both
  [
    "sent and received: a property came",
    both(object({ a: text })),
    both(object({ a: text, b: text })),
    "minor",
    "property-added",
  ],
  [
    "sent and received: a property went",
    both(object({ a: text, b: text })),
    both(object({ a: text })),
    "major",
    "property-removed",
  ],
  [
    "sent and received: a required property came",
    both(object({ a: text })),
    both(object({ a: text, b: text }, "b")),
    "major",
    "required-properties-added",
    "sent-type-narrowed",
  ],
  [
    "sent and received: a required property came that only the server states",
    both(object({ a: text })),
    both(object({ a: text, b: { ...text, readOnly: true } }, "b")),
    "minor",
    "property-added",
  ],
  [
    "sent and received: a required property came that only the client states",
    both(object({ a: text })),
    both(object({ a: text, b: { ...text, writeOnly: true } }, "b")),
    "major",
    "required-properties-added",
    "sent-type-narrowed",
  ],
  [
    "sent and received: a property that only the server states always comes",
    both(object({ a: { ...text, readOnly: true } })),
    both(object({ a: { ...text, readOnly: true } }, "a")),
    "minor",
    "always-present",
  ],
  [
    "sent and received: a property that only the server states may be missing",
    both(object({ a: { ...text, readOnly: true } }, "a")),
    both(object({ a: { ...text, readOnly: true } })),
    "major",
    "required-properties-removed",
    "received-type-changed",
  ],
  [
    "sent and received: an enum gained a value",
    both(object({ a: values("A") })),
    both(object({ a: values("A", "B") })),
    "minor",
    "enum-values-added",
  ],
  [
    "sent and received: an enum lost a value",
    both(object({ a: values("A", "B") })),
    both(object({ a: values("A") })),
    "major",
    "enum-values-removed",
  ],
];

async function diff(before: JsonObject, after: JsonObject): Promise<Change[]> {
  const refuse = (message: string) => expect.fail(message);
  return diffApis(await describeApi(before, "before", refuse), await describeApi(after, "after", refuse));
}

/** One pair of documents of all the cases: each has its own paths and components, known by `Case12x` in their names. */
function together(side: 1 | 2): JsonObject {
  const documents = cases.map((each, index) => marked(api(each[side]), `Case${index}x`));
  const components = documents.map((document) => document.components as { [section: string]: JsonObject });
  return {
    ...documents[0],
    paths: Object.assign({}, ...documents.map(({ paths }) => paths as JsonObject)),
    components: {
      schemas: Object.assign({}, ...components.map(({ schemas }) => schemas)),
      securitySchemes: Object.assign({}, ...components.map(({ securitySchemes }) => securitySchemes)),
    },
  };
}

function marked(document: JsonObject, mark: string): JsonObject {
  const rename = (names: JsonObject = {}): JsonObject =>
    Object.fromEntries(Object.entries(names).map(([name, value]) => [name + mark, value]));
  const { paths, components, servers } = JSON.parse(
    JSON.stringify(document)
      .replaceAll(/("#\/components\/schemas\/\w+)/g, `$1${mark}`)
      .replaceAll(/("(?:operationId|name)":"(?:get|update|change)\w*)/g, `$1${mark}`)
      .replaceAll(/"(Bearer|Token|Key)":\[/g, `"$1${mark}":[`),
  );
  return {
    ...document,
    paths: Object.fromEntries(
      Object.entries(paths as JsonObject).map(([path, item]) => [
        `/${mark}${path}`,
        { servers, ...(item as JsonObject) },
      ]),
    ),
    components: { schemas: rename(components.schemas), securitySchemes: rename(components.securitySchemes) },
  };
}

async function verdicts(): Promise<Change[][]> {
  const found: Change[][] = cases.map(() => []);
  for (const change of await diff(together(1), together(2))) {
    const [, index] = /Case(\d+)x/i.exec(`${change.operation} ${change.place} ${change.what}`) ?? [];
    found[Number(index)]!.push(change);
  }
  return found;
}

describe("the verdict", () => {
  let found: Change[][];
  beforeAll(async () => {
    found = await verdicts();
  }, 30_000);

  it.each(cases.map(([what], index) => [what, index] as const))("%s", (_, index) => {
    const [, , , bump, ...rules] = cases[index]!;
    const changes = found[index]!;
    expect(bumpOf(changes), JSON.stringify(changes, null, 2)).toBe(bump);
    const decisive = changes.filter((change) => change.bump === bump).map(({ rule }) => rule);
    expect(decisive).toEqual(expect.arrayContaining(rules));
    expect(
      changes.every(({ what, why, place }) => /^\S/.test(what) && why !== "" && place.startsWith("#")),
    ).toBe(true);
  });

  it("has a case for each of Redocly's rules that is on", () => {
    const covered = new Set(cases.flatMap(([, , , , ...rules]) => rules));
    const rules = Object.entries(redoclyRules).filter(([, { bump }]) => bump !== "off");
    expect(rules.map(([name]) => name).filter((name) => !covered.has(name))).toEqual([]);
  });
});

describe("a change", { timeout: 30_000 }, () => {
  const shared = (summary: string, schema: JsonObject): JsonObject =>
    api({
      received: card,
      ...component(schema),
      ...get({ summary, responses: { 200: { description: "", ...json(card) } } }),
    });

  async function removed(summary: string): Promise<Change[]> {
    const changes = await diff(
      shared(summary, object({ a: text, b: text })),
      shared(summary, object({ a: text })),
    );
    return changes.filter(({ rule }) => rule === "property-removed");
  }

  it("is told for each operation that its component concerns", async () => {
    expect((await removed("Get card")).map(({ operation }) => operation).sort()).toEqual([
      "getCard",
      "updateCard",
    ]);
  });

  it("is major for those who were promised something, whoever else shares the component", async () => {
    expect((await removed("Get card [Beta]")).map(({ operation, bump }) => [operation, bump])).toEqual([
      ["updateCard", "major"],
      ["getCard", "minor"],
    ]);
  });

  it("names its place in the document as it was given", async () => {
    const [change] = await diff(
      api({}),
      api({ item: { parameters: [cardId, query("a", { required: true })] } }),
    );
    expect(change).toMatchObject({
      operation: "updateCard",
      place: expect.stringMatching(/^#\/paths\/~1cards~1\{cardId\}\/parameters\/1/),
    });
  });
});
