import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventError } from "../src/index.ts";
import { inputLimits } from "../src/input-limits.ts";
import { parseJsonText } from "../src/json-text.ts";
import { problems } from "./thrown.ts";

const read = (text: string, limits = {}) => parseJsonText(text, inputLimits(limits));
const kinds = (text: string, limits = {}) => problems(() => read(text, limits)).map(({ kind }) => kind);

describe("what JSON.parse reads", () => {
  it("is read alike", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2, "\t"), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(outcome(() => read(spaced))).toEqual(outcome(() => JSON.parse(spaced)));
      }),
      { numRuns: 500 },
    );
  });

  it("is accepted and refused alike, with one character changed", () => {
    const characters = [...'{}[]",:0123456789.-+eE\\u/ntrfalsn \t\n\r\u0000\u001f\u007f\u2028'];
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom("", ...characters),
        (text, at, character) => {
          const changed = text.slice(0, at % text.length) + character + text.slice((at % text.length) + 1);
          const ours = outcome(() => read(changed));
          expect(ours).toEqual(ours === "refused by us alone" ? ours : outcome(() => JSON.parse(changed)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    "",
    " ",
    "01",
    "+1",
    "1.",
    ".5",
    "1e",
    "-",
    "--1",
    "NaN",
    "Infinity",
    "tru",
    "truex",
    "nul",
    "[1,]",
    "[,]",
    "[1 2]",
  ])("%j is refused alike", (text) => expect(kinds(text)).toEqual(["syntax"]));

  it.each([
    '{"a":1,}',
    "{a:1}",
    '{"a" 1}',
    '{"a":}',
    "{'a':1}",
    '"a',
    '"\\u12"',
    '"\\x"',
    '"\n"',
    "[1]]",
    '{"a":1}}',
    "// x\n1",
    "\uFEFF1",
  ])("%j is refused alike", (text) => expect(kinds(text)).toEqual(["syntax"]));

  it.each(['"\\ud800"', '"\\u0000\\n\\/\\""', '"\u2028"', "-0", "1E+2", "1e-999", " [ ] ", '{"":{}}'])(
    "%j is read alike",
    (text) => {
      expect(read(text)).toEqual(JSON.parse(text));
    },
  );
});

describe("what JSON.parse gets wrong", () => {
  it.each(['{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '{"x":[{"b":1,"b":2}]}', '{"__proto__":1,"__proto__":2}'])(
    "%s: a member twice",
    (text) => {
      expect(kinds(text)).toEqual(["duplicate-member"]);
    },
  );

  it("a member named like a prototype's is a member", () => {
    const value = read('{"__proto__":{"admin":true},"constructor":1,"toString":2}') as Record<
      string,
      unknown
    >;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor", "toString"]);
    expect(value.admin).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it("integers are exact", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 300n), max: 10n ** 300n }), (integer) => {
        expect(BigInt(read(String(integer)) as number | bigint)).toBe(integer);
      }),
    );
    expect(read("9007199254740991")).toBe(9007199254740991);
    expect(read("9007199254740992")).toBe(9007199254740992n);
    expect(read("[1.5e300,100.0]")).toEqual([1.5e300, 100]);
  });

  it.each(["1e999", "-1e999", "9".repeat(310)])("%s: a number that nothing holds", (text) => {
    expect(kinds(text)).toEqual(["number"]);
  });
});

describe("limits", () => {
  it("depth", () => {
    expect(read("[".repeat(64) + "]".repeat(64))).toBeDefined();
    expect(kinds("[".repeat(65) + "]".repeat(65))).toEqual(["too-deep"]);
    expect(kinds('{"a":'.repeat(10_000_00))).toEqual(["too-deep"]);
    expect(read("[[]]", { depth: 2 })).toEqual([[]]);
    expect(kinds("[[]]", { depth: 1 })).toEqual(["too-deep"]);
    expect(read("[".repeat(1000) + "]".repeat(1000), { depth: 1000 })).toBeDefined();
  });

  it("values", () => {
    expect(read("[1,2]", { values: 3 })).toEqual([1, 2]);
    expect(kinds("[1,2]", { values: 2 })).toEqual(["too-many-values"]);
  });

  it.each([{ depth: 0 }, { depth: 1001 }, { values: 1.5 }, { bytes: Number.NaN }])(
    "%j is no limit",
    (limits) => {
      expect(() => inputLimits(limits)).toThrow(RangeError);
    },
  );
});

it("tells where", () => {
  expect(problems(() => read("x"))[0]?.message).toBe("lacks a value at line 1, column 1");
  expect(problems(() => read("\n\n[\n]x"))[0]?.message).toBe("has text after its end at line 4, column 2");
  expect(problems(() => read('{\n  "a": 1,\n  "a": 2\n}'))[0]?.message).toBe(
    "has a member for the second time at line 3, column 3",
  );
  expect(problems(() => read("[1 2]"))[0]?.message).toBe("lacks a comma or ] at line 1, column 4");
});

/** The value as JSON, integers beyond 2^53 rounded, or why there is none. */
function outcome(action: () => unknown): string {
  try {
    return JSON.stringify(action(), (_name, value) => (typeof value === "bigint" ? Number(value) : value));
  } catch (error) {
    const isOurs = error instanceof EventError && error.problems[0]?.kind !== "syntax";
    return isOurs ? "refused by us alone" : "no JSON";
  }
}
