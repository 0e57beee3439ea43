import { expect, it } from "vitest";
import type { EventDocument } from "../src/emit-events.ts";
import { emitMockEvents } from "../src/emit-mock-events.ts";

interface Source {
  readonly type: string;
  readonly version: number;
  readonly example: object;
  readonly alternatives: Readonly<Record<string, readonly unknown[]>>;
}

function event(schema: object, identity: Partial<EventDocument> = {}): EventDocument {
  const names = { domain: "cards", event: "tested", version: 1 };
  return { source: "events/upstream/test.json", sha256: "0", ...names, schema, ...identity };
}

function emitted(...documents: EventDocument[]): { readonly code: string; readonly sources: Source[] } {
  const code = emitMockEvents(documents);
  const list = /: readonly EventSource\[\] = (\[[\s\S]*\]);\n$/.exec(code)![1];
  return { code, sources: new Function(`return ${list!.replaceAll(" as const", "")}`)() as Source[] };
}

const properties = {
  id: { type: "integer", examples: [12345678] },
  status: { type: "string", enum: ["NORMAL", "BLOCKED"] },
  limit: { type: ["number", "null"] },
  active: { type: "boolean" },
  note: { type: "string", examples: ["text", 7] },
  issued: { type: "string", format: "date-time", examples: ["2018-11-13T20:20:39"] },
};
const required = ["id", "status", "limit", "active", "issued"];
const example = {
  id: 1,
  status: "BLOCKED",
  limit: 5,
  active: true,
  issued: "2026-01-01T00:00:00Z",
  more: [],
};

it("takes the published example, and the values that the document lists", () => {
  const { code, sources } = emitted(event({ properties, required, examples: [example] }));
  expect(code).toContain('export type EventType = "cards.tested";');
  expect(code).toContain("// specs/events/upstream/test.json sha256:0\n");
  expect(sources).toEqual([
    {
      ...{ type: "cards.tested", domain: "cards", event: "tested", version: 1, example },
      alternatives: {
        id: [1, 12345678],
        status: ["BLOCKED", "NORMAL"],
        limit: [5, null],
        active: [true, false],
        note: ["text", undefined],
      },
    },
  ]);
});

it.each([
  ["there is none", undefined],
  ["a member is missing", [{ ...example, id: undefined }]],
  ["a value is of another type", [{ ...example, id: "1" }]],
  ["a value is not in its enum", [{ ...example, status: "ACTIVE" }]],
])("makes an example where %s", (_, examples) => {
  const schema = JSON.parse(JSON.stringify({ properties, required, examples }));
  expect(emitted(event(schema)).sources[0]!.example).toEqual({
    ...{ id: 12345678, status: "NORMAL", limit: 1, active: true, note: "text" },
    issued: "2026-01-31T12:00:00Z",
  });
});

it("makes an example of definitions, alternatives and lists", () => {
  const card = { type: "object", properties: { id: { type: "string", minLength: 3 } }, required: ["id"] };
  const schema = {
    properties: {
      card: { $ref: "#/definitions/card" },
      owner: { oneOf: [{ type: "string", format: "uuid" }, { type: "null" }] },
      cards: { type: "array", minItems: 1, items: { $ref: "#/definitions/card" } },
      kind: { const: "new" },
    },
    required: ["card", "owner", "cards", "kind"],
    definitions: { card },
  };
  expect(emitted(event(schema)).sources[0]!.example).toEqual({
    card: { id: "111" },
    owner: "f878e4a1-2879-48ba-be16-821e73ac98db",
    cards: [{ id: "111" }],
    kind: "new",
  });
});

it.each([{ dependencies: { note: ["limit"] } }, { anyOf: [{ required: ["note"] }, {}] }])(
  "varies nothing where members depend on each other: %j",
  (more) => {
    const schema = { properties, required, examples: [example], ...more };
    expect(emitted(event(schema)).sources[0]!.alternatives).toEqual({});
  },
);

it("leaves out an event of which it can make none, and says so", () => {
  const { code, sources } = emitted(event({ properties: {}, required: ["id"], allOf: [{ not: {} }] }));
  expect(sources).toEqual([]);
  expect(code).toContain("// No event: no valid one can be told from specs/events/upstream/test.json.\n");
  expect(code).toContain("export type EventType = never;");
});

it("has the versions of an event in their order, whatever the order of the documents", () => {
  const documents = [10, 2, 1].map((version) => event({ properties, required }, { version }));
  const { code, sources } = emitted(...documents, event({}, { domain: "accounts" }));
  expect(sources.map(({ type, version }) => `${type} ${version}`)).toEqual([
    "accounts.tested 1",
    "cards.tested 1",
    "cards.tested 2",
    "cards.tested 10",
  ]);
  expect(code).toContain('export type EventType = "accounts.tested" | "cards.tested";');
  expect(emitMockEvents(documents.toReversed())).toBe(emitMockEvents(documents));
});

it("takes no name of a member for another thing", () => {
  const text = '{"properties":{"__proto__":{"type":"string","enum":["a","b"]},"a-b":{"type":"boolean"}}}';
  const [source] = emitted(event(JSON.parse(text))).sources;
  expect(Object.entries(source!.example)).toEqual([
    ["__proto__", "a"],
    ["a-b", true],
  ]);
});
