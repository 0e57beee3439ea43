import { describe, expect, it } from "vitest";
import { assemble, type Fragment } from "../src/assemble.ts";
import type { Json, JsonObject } from "../src/json.ts";
import { cardId, ok, openapi } from "./support/documents.ts";

function fragments(a: JsonObject, b: JsonObject): Fragment[] {
  return [
    { source: "cards/a.md", document: openapi(a) },
    { source: "cards/b.md", document: openapi(b) },
  ];
}

function get(operation: JsonObject = {}): JsonObject {
  return { get: { responses: ok(), ...operation } };
}

describe("what disagrees", () => {
  const schemas = (card: Json) => ({ components: { schemas: { "Card/1": card } } });
  it.each<[string, JsonObject, JsonObject, string, string?]>([
    [
      "a component",
      schemas({ properties: { id: { type: "string" } } }),
      schemas({ properties: { id: { type: "integer" } } }),
      "#/components/schemas/Card~11/properties/id/type",
    ],
    [
      "a component's list",
      schemas({ enum: ["A"] }),
      schemas({ enum: ["A", "B"] }),
      "#/components/schemas/Card~11/enum/1",
    ],
    [
      "info.version",
      { info: { title: "Cards", version: "1" } },
      { info: { title: "Cards", version: "2" } },
      "#/info/version",
    ],
    ["openapi", { openapi: "3.0.1" }, { openapi: "3.1.0" }, "#/openapi"],
    ["servers", { servers: [{ url: "https://a" }] }, { servers: [{ url: "https://b" }] }, "#/servers/0/url"],
    ["security", { security: [{ Bearer: [] }] }, { security: [] }, "#/security/0"],
    ["security that one lacks", { security: [{ Bearer: [] }] }, {}, "#/security"],
    ["an extension", { "x-readme": { a: 1 } }, { "x-readme": { a: 2 } }, "#/x-readme/a"],
    [
      "a tag, at another index",
      { tags: [{ name: "A", description: "1" }] },
      { tags: [{ name: "B" }, { name: "A", description: "2" }] },
      "#/tags/0/description",
      "#/tags/1/description",
    ],
    [
      "the same operation twice",
      { paths: { "/cards": get() } },
      { paths: { "/cards": get() } },
      "#/paths/~1cards/get",
    ],
    [
      "templates that differ in a parameter's name",
      { paths: { "/cards/{id}/x": get() } },
      { paths: { "/cards/{cardId}/x": { put: {} } } },
      "#/paths/~1cards~1{id}~1x",
      "#/paths/~1cards~1{cardId}~1x",
    ],
    [
      "an operationId twice",
      { paths: { "/a": get({ operationId: "x" }) } },
      { paths: { "/b": get({ operationId: "x" }) } },
      "#/paths/~1a/get/operationId",
      "#/paths/~1b/get/operationId",
    ],
    [
      "a path's description",
      { paths: { "/a": { summary: "1" } } },
      { paths: { "/a": { summary: "2" } } },
      "#/paths/~1a/summary",
    ],
  ])("%s: both places are named", (_, a, b, inA, inB = inA) => {
    expect(() => assemble(fragments(a, b))).toThrow(`cards/a.md${inA}\n  and cards/b.md${inB}\n`);
    expect(() => assemble(fragments(a, b).reverse())).toThrow(`cards/a.md${inA}\n  and cards/b.md${inB}\n`);
  });
});

describe("what agrees", () => {
  it("is kept once, whatever the order of its members", () => {
    const schema = { type: "object", properties: { id: { type: "string" }, at: { type: "string" } } };
    const same = { properties: { at: { type: "string" }, id: { type: "string" } }, type: "object" };
    const whole = assemble(
      fragments(
        { components: { schemas: { Card: schema } }, tags: [{ name: "A" }] },
        { components: { schemas: { Card: same, Account: {} } }, tags: [{ name: "B" }, { name: "A" }] },
      ),
    );
    expect(whole.components).toEqual({ schemas: { Account: {}, Card: schema } });
    expect(whole.tags).toEqual([{ name: "A" }, { name: "B" }]);
  });

  it("gives the same bytes in any order of the documents", () => {
    const three = [
      ...fragments(
        {
          paths: { "/b": get(), "/a": { put: {} } },
          tags: [{ name: "Z" }],
          "x-a": 1,
          components: { schemas: { B: {}, A: { a: 1, b: 2 } } },
        },
        {
          paths: { "/a": get() },
          tags: [{ name: "A" }],
          "x-b": 1,
          components: { schemas: { A: { b: 2, a: 1 } }, parameters: {} },
        },
      ),
      { source: "cards/c.md", document: openapi({ externalDocs: { url: "https://a" } }) },
    ];
    const [a, b, c] = three as [Fragment, Fragment, Fragment];
    const texts = [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ].map((order) => JSON.stringify(assemble(order)));
    expect(new Set(texts).size).toBe(1);
    expect(Object.keys(assemble(three).paths as JsonObject)).toEqual(["/a", "/b"]);
  });

  it("leaves its input as it is", () => {
    const given = fragments(
      { tags: [{ name: "A" }], paths: { "/a": get() } },
      { tags: [{ name: "B" }], paths: { "/a": { put: {} } } },
    );
    const before = structuredClone(given);
    assemble(given);
    expect(given).toEqual(before);
  });
});

describe("what a document says of a path", () => {
  const tenant = { name: "x-tenant", in: "header", schema: { type: "string" } };
  const limit = { name: "limit", in: "query", schema: { type: "integer" } };

  function merged(a: JsonObject, b: JsonObject, components: JsonObject = {}): JsonObject {
    const whole = assemble(
      fragments({ paths: { "/cards/{cardId}": a }, components }, { paths: { "/cards/{cardId}": b } }),
    );
    return (whole.paths as JsonObject)["/cards/{cardId}"] as JsonObject;
  }

  it("stays with its own operations: parameters", () => {
    const path = merged(
      { parameters: [cardId, tenant], ...get() },
      { parameters: [cardId], put: { parameters: [limit] } },
    );
    expect(path.parameters).toBeUndefined();
    expect(path.get).toMatchObject({ parameters: [cardId, tenant] });
    expect(path.put).toMatchObject({ parameters: [cardId, limit] });
  });

  it("stays with its own operations: servers", () => {
    const own = [{ url: "https://own" }];
    const path = merged(
      { servers: [{ url: "https://a" }], ...get(), delete: { servers: own } },
      { put: { responses: {} } },
    );
    expect(path.servers).toBeUndefined();
    expect(path.get).toMatchObject({ servers: [{ url: "https://a" }] });
    expect(path.delete).toMatchObject({ servers: own });
    expect(path.put).toEqual({ responses: {} });
  });

  it("is a copy in each operation, so that an overlay can change one alone", () => {
    const path = merged({ parameters: [tenant], get: {}, post: {} }, { put: {} });
    const [inGet, inPost] = [path.get, path.post].map(
      (operation) => ((operation as JsonObject).parameters as Json[])[0],
    );
    expect(inGet).toEqual(inPost);
    expect(inGet).not.toBe(inPost);
  });

  it("is overridden by an operation's parameter of the same name and place, not by one of another place", () => {
    const override = { ...tenant, required: true };
    const inQuery = { ...tenant, in: "query" };
    const path = merged(
      { parameters: [tenant, limit], ...get({ parameters: [override, inQuery] }) },
      { put: {} },
    );
    expect((path.get as JsonObject).parameters).toEqual([override, limit, inQuery]);
  });

  it("is compared through references", () => {
    const components = { parameters: { Tenant: tenant, Required: { ...tenant, required: true } } };
    const reference = (name: string) => ({ $ref: `#/components/parameters/${name}` });
    const path = merged(
      { parameters: [reference("Tenant")], ...get({ parameters: [reference("Required")] }) },
      { put: {} },
      components,
    );
    expect((path.get as JsonObject).parameters).toEqual([reference("Required")]);
  });
});

describe("a reference", () => {
  it.each([
    ["that points to nothing", "#/components/schemas/None", "points to nothing"],
    ["that leaves the document", "other.yaml#/Card", "leaves the document"],
    ["with a percent sign that encodes nothing", "#/components/schemas/100%", "points to nothing"],
  ])("%s is refused", (_, $ref, message) => {
    const components = { schemas: { Card: { properties: { example: { $ref } } } } };
    expect(() => assemble([{ source: "cards/a.md", document: openapi({ components }) }])).toThrow(
      new RegExp(`^cards/a\\.md#/components/schemas/Card/properties/example\\n.*${message}`),
    );
  });

  it("inside an example is data", () => {
    const components = {
      schemas: { Card: { example: { $ref: "#/anything" } } },
      examples: { A: { value: { $ref: "#/anything" } } },
    };
    expect(assemble([{ source: "cards/a.md", document: openapi({ components }) }]).components).toEqual({
      schemas: components.schemas,
      examples: components.examples,
    });
  });

  it("as a path item is followed", () => {
    const components = { pathItems: { Cards: get() } };
    const document = openapi({ paths: { "/cards": { $ref: "#/components/pathItems/Cards" } }, components });
    expect(assemble([{ source: "cards/a.md", document }]).paths).toEqual({ "/cards": get() });
  });
});

it("what is no object where one belongs is named", () => {
  expect(() => assemble([{ source: "cards/a.md", document: openapi({ paths: { "/a": [] } }) }])).toThrow(
    /^cards\/a\.md#\/paths\/~1a\n/,
  );
  expect(() => assemble([{ source: "cards/a.md", document: openapi({ components: [] }) }])).toThrow(
    /^cards\/a\.md#\/components\n/,
  );
  expect(() => assemble([{ source: "cards/a.md", document: openapi({ tags: {} }) }])).toThrow(
    /^cards\/a\.md#\/tags\n/,
  );
});
