import { describe, expect, it } from "vitest";
import type { JsonObject } from "../src/json.ts";
import { applyOverlay, readOverlay } from "../src/overlay.ts";

function overlay(...actions: object[]): string {
  const reasoned = actions.map((action) => ({ description: "A reason.", ...action }));
  return JSON.stringify({ overlay: "1.0.0", info: { title: "Test", version: "1.0.0" }, actions: reasoned });
}

function apply(document: JsonObject, ...actions: object[]): JsonObject {
  return applyOverlay(document, readOverlay(overlay(...actions), "cards/overlay.yaml"));
}

describe("update", () => {
  it("merges into an object: members are added and replaced, lists are lengthened", () => {
    const document = { info: { title: "A", contact: { name: "B", url: "C" } }, tags: [{ name: "T" }] };
    const update = {
      info: { title: "Z", contact: { url: "Y", email: "X" }, license: { name: "W" } },
      tags: [{ name: "U" }],
    };
    expect(apply(document, { target: "$", update })).toEqual({
      info: { title: "Z", contact: { name: "B", url: "Y", email: "X" }, license: { name: "W" } },
      tags: [{ name: "T" }, { name: "U" }],
    });
  });

  it("appends to a list", () => {
    expect(apply({ tags: [1] }, { target: "$.tags", update: { name: "U" } })).toEqual({
      tags: [1, { name: "U" }],
    });
  });

  it("reaches every match, each with a value of its own", () => {
    const result = apply(
      { a: { x: {} }, b: { x: {} } },
      { target: "$.*.x", update: { servers: [{ url: "1" }] } },
      { target: "$.a.x.servers", update: { url: "2" } },
    );
    expect(result).toEqual({
      a: { x: { servers: [{ url: "1" }, { url: "2" }] } },
      b: { x: { servers: [{ url: "1" }] } },
    });
  });

  it("adds a member that Object.prototype has too", () => {
    expect(apply({ a: {} }, { target: "$.a", update: { constructor: { b: 1 }, toString: 2 } })).toEqual({
      a: { constructor: { b: 1 }, toString: 2 },
    });
  });

  it("carries out the actions in their order", () => {
    expect(apply({}, { target: "$", update: { a: { b: 1 } } }, { target: "$.a", update: { b: 2 } })).toEqual({
      a: { b: 2 },
    });
  });

  it("leaves the document that it is given", () => {
    const document = { a: { b: [1] } };
    apply(document, { target: "$.a.b", update: 2 }, { target: "$.a", update: { c: 3 } });
    expect(document).toEqual({ a: { b: [1] } });
  });

  it.each([
    [{ a: 1 }, { target: "$.a", update: { b: 1 } }],
    [{ a: {} }, { target: "$.a", update: "text" }],
  ])("needs an object or a list: %j %j", (document, action) => {
    expect(() => apply(document, action)).toThrow(
      /^cards\/overlay\.yaml#\/actions\/0\n.*needs an object, or a list/,
    );
  });
});

describe("remove", () => {
  it.each<[string, JsonObject, string, JsonObject]>([
    ["a member", { a: { b: 1, c: 2 } }, "$.a.b", { a: { c: 2 } }],
    ["an item", { a: [1, 2, 3] }, "$.a[1]", { a: [1, 3] }],
    ["several items, named in any order and twice", { a: [1, 2, 3, 4] }, "$.a[2,0,0]", { a: [2, 4] }],
    ["items by a filter", { a: [{ k: 1 }, { k: 2 }, { k: 1 }] }, "$.a[?@.k == 1]", { a: [{ k: 2 }] }],
    ["everything in a list", { a: [1, 2] }, "$.a[*]", { a: [] }],
    ["a match inside another", { x: { a: 1, x: { b: 2 } }, c: 3 }, "$..x", { c: 3 }],
    ["lists inside a list", { a: [[1], [[2]], 3] }, "$..[0]", { a: [[], 3] }],
  ])("%s", (_, document, target, result) => {
    expect(apply(document, { target, remove: true })).toEqual(result);
  });

  it("does not take the whole document", () => {
    expect(() => apply({ a: 1 }, { target: "$", remove: true })).toThrow(/#\/actions\/0\n.*whole document/);
  });
});

describe("a target", () => {
  it("that matches nothing is an error that names the action", () => {
    expect(() => apply({ a: 1 }, { target: "$", update: {} }, { target: "$.b", update: {} })).toThrow(
      /^cards\/overlay\.yaml#\/actions\/1\n.*matches nothing: \$\.b\n/,
    );
  });

  it("that is no JSONPath is an error that names the action", () => {
    expect(() => apply({ a: 1 }, { target: "a[", update: {} })).toThrow(/#\/actions\/0\n.*no JSONPath/);
  });
});

describe("x-expect", () => {
  const document = { a: { enum: ["A", "B"], description: { x: 1, y: 2 } }, b: 1, c: 1 };

  it("is fulfilled by an equal value, whatever the order of its members", () => {
    const expected = { "$.a.enum": ["A", "B"], "$.a.description": { y: 2, x: 1 } };
    expect(apply(document, { target: "$.a", update: { z: 1 }, "x-expect": expected })).toMatchObject({
      a: { z: 1 },
    });
  });

  it.each([
    ["another value", { "$.a.enum": ["A"] }, '["A","B"]'],
    ["no value", { "$.a.none": 1 }, "nothing"],
    ["several values", { "$['b','c']": 1 }, "1\n    1"],
  ])("is violated by %s, and says what was expected and found", (_, expected, found) => {
    const [path, value] = Object.entries(expected)[0]!;
    expect(() => apply(document, { target: "$.a", update: {}, "x-expect": expected })).toThrow(
      `cards/overlay.yaml#/actions/0\n  It expects ${path} to be\n    ${JSON.stringify(value)}\n  but the document says\n    ${found}\n`,
    );
  });

  it("sees what the actions before it did", () => {
    const actions = [
      { target: "$", update: { b: 2 } },
      { target: "$", update: { c: 3 }, "x-expect": { "$.b": 2 } },
    ];
    expect(apply(document, ...actions)).toMatchObject({ b: 2, c: 3 });
  });
});

describe("an overlay is refused", () => {
  it.each([
    ["without a version", "actions: []", /^cards\/overlay\.yaml\n.*no OpenAPI Overlay/],
    ["of another version", "overlay: 2.0.0\nactions: []", /no OpenAPI Overlay/],
    ["without actions", "overlay: 1.0.0", /no OpenAPI Overlay/],
    ["with an action that has no target", overlay({ update: {} }), /#\/actions\/0\n.*no `target`/],
    [
      "with an action that gives no reason",
      overlay({ target: "$", update: {}, description: " " }),
      /#\/actions\/0\n.*no `description`/,
    ],
    [
      "with an action that does nothing",
      overlay({ target: "$" }),
      /#\/actions\/0\n.*either an `update` or `remove: true`/,
    ],
    [
      "with an action that does two things",
      overlay({ target: "$", update: {}, remove: true }),
      /either an `update` or/,
    ],
    [
      "with a misspelt member",
      overlay({ target: "$", update: {}, "x-expects": {} }),
      /#\/actions\/0\/x-expects\n/,
    ],
    [
      "with an expectation that names no place",
      overlay({ target: "$", update: {}, "x-expect": "A" }),
      /#\/actions\/0\/x-expect\n/,
    ],
    ["that is no YAML", "overlay: 1.0.0\n a: b", /^cards\/overlay\.yaml:2:3\n/],
  ])("%s", (_, text, message) => {
    expect(() => readOverlay(text, "cards/overlay.yaml")).toThrow(message);
  });
});
