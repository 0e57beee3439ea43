import { describe, expect, it } from "vitest";
import { diffEvents, newEvents } from "../src/diff-events.ts";
import { bumpOf } from "../src/diff-report.ts";
import type { JsonObject } from "../src/json.ts";
import type { Tree } from "../src/tree.ts";

const page = "specs/events/upstream/cards-block-1.md";
const nothing: Tree = { name: "empty", files: [], read: () => undefined };

function tree(schema: JsonObject, types = "export type CardBlocked = { readonly id: string };"): Tree {
  return treeOf({
    [page]: `# Card blocked\n\nDomain: cards\nEvent: block\nVersion: 1\n\n\`\`\`json\n${JSON.stringify(schema)}\n\`\`\`\n`,
    "packages/events/src/generated/cards-block-1.ts": `import { defineEvent } from "../define-event.ts";\n${types}`,
  });
}

function treeOf(files: { readonly [file: string]: string }): Tree {
  return { name: "test", files: Object.keys(files), read: (file) => files[file] };
}

function schema(properties: JsonObject, ...required: string[]): JsonObject {
  const dialect = "http://json-schema.org/draft-07/schema#";
  return { $schema: dialect, title: "Card blocked", type: "object", properties, required };
}

function defined(type: string): JsonObject {
  return { ...schema({ a: { $ref: "#/definitions/A" } }), definitions: { A: { type } } };
}

const text = { type: "string" };
const id = { id: text };

describe("events", { timeout: 30_000 }, () => {
  it.each<[string, JsonObject, JsonObject, string, string]>([
    [
      "a property that always came may be missing",
      schema(id, "id"),
      schema(id),
      "major",
      "required-properties-removed",
    ],
    ["a property went", schema({ ...id, b: text }), schema(id), "major", "property-removed"],
    ["a property came", schema(id), schema({ ...id, b: text }), "minor", "property-added"],
    [
      "an enum gained a value",
      schema({ a: { enum: ["A"] } }),
      schema({ a: { enum: ["A", "B"] } }),
      "minor",
      "enum-values-added",
    ],
    [
      "the type is another one",
      schema(id),
      schema({ id: { type: "number" } }),
      "major",
      "schema-type-changed",
    ],
    [
      "a definition's type is another one",
      defined("string"),
      defined("number"),
      "major",
      "schema-type-changed",
    ],
  ])("%s", async (_, before, after, bump, rule) => {
    const changes = await diffEvents(tree(before), tree(after));
    expect(bumpOf(changes)).toBe(bump);
    expect(changes[0]).toMatchObject({ rule, operation: "cards.block 1" });
    expect(changes[0]!.place).toMatch(
      /^specs\/events\/upstream\/cards-block-1\.md#\/(properties|required|definitions)/,
    );
  });

  it("finds an exported name that is gone, and a type that is another one", async () => {
    const changes = await diffEvents(
      tree(schema(id), "export type CardBlocked = { readonly id: string };\nexport type Gone = string;"),
      tree(schema(id), "export type CardBlocked = { readonly id: number };"),
    );
    expect(changes.map(({ rule, bump }) => [rule, bump])).toEqual([
      ["exported-type-removed", "major"],
      ["received-type-changed", "major"],
    ]);
  });

  it("finds events that came and went", async () => {
    expect(newEvents(tree(schema(id)))).toMatchObject([
      { bump: "minor", rule: "event-added", operation: "cards.block 1" },
    ]);
    expect(await diffEvents(tree(schema(id)), nothing)).toMatchObject([
      { rule: "event-removed" },
      { rule: "exported-type-removed" },
    ]);
  });

  it("finds nothing where nothing changed", async () => {
    expect(await diffEvents(tree(schema(id)), tree(schema(id)))).toEqual([]);
  });

  it("knows from the list of sources which event a bare schema is", () => {
    const file = "events/upstream/cards-block-1.json";
    const listed = treeOf({
      [`specs/${file}`]: JSON.stringify(schema(id)),
      "specs/sources.yaml": `- file: ${file}\n  kind: event-schema\n  domain: cards\n  event: block\n  version: 1\n`,
    });
    expect(newEvents(listed)).toMatchObject([{ operation: "cards.block 1" }]);
  });
});
