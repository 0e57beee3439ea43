import { inspect } from "node:util";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { cardCvvChanged, EventError, type EventInput, type PismoEvent, parseEvent } from "../src/index.ts";
import { envelope, rotateCvv } from "./samples.ts";

/** No input makes parseEvent do anything but return an event, or throw an EventError that holds nothing of the input. */

const sample = JSON.stringify(envelope());
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The event; undefined where it is refused as it should be. */
function parse(input: unknown): PismoEvent | undefined {
  return survive(() => parseEvent(input as EventInput));
}

function survive<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    return undefined;
  }
}

/** As a bare payload too. */
function parseBoth(input: unknown): void {
  parse(input);
  survive(() => parseEvent(input as EventInput, { identity: rotateCvv }));
}

const prototypes = [Object, Array, String, Number, Function, EventError].map(({ prototype }) => prototype);
const members = () => prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).sort());
const atStart = members();
afterEach(() => expect(members()).toEqual(atStart));

/** Where the sample has a value, as the names on the way to it. */
const places = (function below(value: unknown, place: readonly string[]): (readonly string[])[] {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [place, ...entries.flatMap(([name, inner]) => below(inner, [...place, name]))];
})(JSON.parse(sample), []);

/** The sample as text, with `text` in the place of a value. */
function withText(place: readonly string[], text: string): string {
  const marker = "\u0001";
  const change = (value: unknown, [name, ...rest]: readonly string[]): unknown =>
    name === undefined
      ? marker
      : { ...(value as object), [name]: change(Reflect.get(value as object, name), rest) };
  return JSON.stringify(change(JSON.parse(sample), place)).replace(JSON.stringify(marker), () => text);
}

const hostile = fc.oneof(
  fc.constantFrom(
    "null",
    "true",
    "-0",
    "1e400",
    "-1e-400",
    "9007199254740993",
    "9".repeat(400),
    '""',
    "[]",
    "{}",
  ),
  fc.constantFrom(
    "[".repeat(100_000),
    '{"a":'.repeat(200),
    "[".repeat(63) + "]".repeat(63),
    "undefined",
    "NaN",
    "0x1",
    "1n",
  ),
  fc.constantFrom(
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"toString":1,"valueOf":1,"hasOwnProperty":1}',
    '{"a":1,"a":2}',
    '{"__proto__":1,"__proto__":2}',
    '"\\ud800"',
    '"\\u0000"',
    '"-1"',
    '"rotate_cvv-1"',
    '"\u2028"',
  ),
  fc.json({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

describe("anything is an event or an EventError", () => {
  it("any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), parseBoth), { numRuns: 2000 });
  });

  it("any text, and any JSON", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.json({ maxDepth: 8 }));
    fc.assert(fc.property(text, parseBoth), { numRuns: 2000 });
  });

  it("any value that a program can hand over as a parsed object", () => {
    const anything = fc.anything({
      maxDepth: 4,
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    fc.assert(fc.property(anything, parseBoth), { numRuns: 2000 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(envelope())), anything, (name, value) =>
        parseBoth(envelope({ [name]: value })),
      ),
      { numRuns: 1000 },
    );
  });

  it("a definition's own check never throws", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
        (value) => {
          cardCvvChanged.check(value);
          cardCvvChanged["~standard"].validate(value);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(places.map((place) => [`/${place.join("/")}`, place] as const))(
    "the sample with anything at %s",
    (_, place) => {
      fc.assert(
        fc.property(hostile, (text) => {
          const changed = withText(place, text);
          const event = parse(changed);
          parse(bytesOf(changed));
          if (!event) return;
          // What is accepted is what arrived: nothing lost, nothing added, nothing converted.
          const { data, ...rest } = JSON.parse(changed);
          expect(comparable(event.data)).toBe(comparable(data));
          expect(comparable(event.envelope)).toBe(comparable(rest));
        }),
        { numRuns: 60 },
      );
    },
  );

  it("the sample's bytes, with some of them changed, cut out or put in", () => {
    const edit = fc.record({ at: fc.nat(), cut: fc.nat(4), put: fc.uint8Array({ maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        let bytes = [...bytesOf(sample)];
        for (const { at, cut, put } of edits) bytes = bytes.toSpliced(at % bytes.length, cut, ...put);
        parseBoth(Uint8Array.from(bytes));
      }),
      { numRuns: 3000 },
    );
  });
});

/** Integers that JSON.parse would round count as what they are rounded to. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (_name, member) => (typeof member === "bigint" ? Number(member) : member));
}

it("bytes that are not UTF-8 are refused wherever they stand, and a byte order mark within is a character", () => {
  const bytes = bytesOf(sample);
  const at = fc.nat(bytes.length);
  const wrong = fc.constantFrom(
    [0xff],
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x82],
    [0x80],
  );
  fc.assert(
    fc.property(at, wrong, (place, values) => {
      expect(parse(Uint8Array.from([...bytes].toSpliced(place, 0, ...values)))).toBeUndefined();
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(at, (place) => {
      const text = `${sample.slice(0, place)}\uFEFF${sample.slice(place)}`;
      const isWithinText = place > 0 && outcome(() => JSON.parse(text)) === "read";
      expect(parse(text) !== undefined && place > 0).toBe(isWithinText && isStillAnEvent(text));
    }),
    { numRuns: 300 },
  );
});

/** Whether the mark went neither into a name nor into what says which event it is. */
function isStillAnEvent(text: string): boolean {
  return outcome(() => parseEvent(JSON.parse(text))) === "read";
}

function outcome(action: () => unknown): "read" | "refused" {
  try {
    action();
    return "read";
  } catch {
    return "refused";
  }
}

describe("nothing of an event shows in an error", () => {
  /** Values and names that no message has of itself. */
  const secret = fc.stringMatching(/^SECRET[a-z]{6}$/);
  const number = fc.integer({ min: 10 ** 9, max: 10 ** 12 });
  const leaf = fc.oneof(secret, number, fc.constant(null));
  const tree = fc.oneof(leaf, fc.array(leaf), fc.dictionary(secret, leaf, { noNullPrototype: true }));
  const digits = /\d{9,}/;

  function shownOf(input: unknown): string {
    try {
      parseEvent(input as EventInput);
      return "";
    } catch (error) {
      const { message, stack, problems, cause } = error as EventError;
      return [
        message,
        stack?.split("\n    at ")[0],
        JSON.stringify(error),
        JSON.stringify(problems),
        inspect(cause),
      ].join("\n");
    }
  }

  it("wherever it is wrong", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), tree, (place, value) => {
        const text = withText(place, JSON.stringify(value));
        for (const input of [text, JSON.parse(text)]) {
          const shown = shownOf(input);
          if (shown !== "") refused++;
          expect(shown).not.toMatch(/SECRET/);
          expect(shown).not.toMatch(digits);
        }
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it("where the text breaks off, or goes wrong, after it", () => {
    const whole = JSON.stringify(
      envelope({ cid: "SECRETcid", org_id: "SECRETorg", SECRETname: 123456789012 }),
    );
    for (let end = 0; end < whole.length; end++) {
      for (const rest of ["", "x", '"', "\\", "}", "\u0000"]) {
        const shown = shownOf(whole.slice(0, end) + rest);
        expect(shown).not.toMatch(/SECRET/);
        expect(shown).not.toMatch(digits);
      }
    }
  });
});

describe("no text takes longer than its size asks for", () => {
  const fill = (unit: string, size = 1_000_000) => unit.repeat(Math.floor(size / unit.length));

  /** In ms, on a machine that may be busy; what is quadratic in 1 MB takes minutes. */
  const bound = 5_000;

  function takes(input: EventInput): number {
    const start = performance.now();
    parse(input);
    return performance.now() - start;
  }

  it.each([
    "-",
    "1-",
    "-1",
    "a-1",
    "11111",
    "\\u002d",
    "_",
    "\u{1d11e}",
    "T00:00:00",
    "-02-29",
    "2024-02-29T",
  ])("the names and times of an envelope full of %j", { timeout: 120_000 }, (unit) => {
    for (const name of ["event_type", "domain", "timestamp", "schema_version", "event_id"])
      expect(takes(JSON.stringify(envelope({ [name]: "@" })).replace("@", fill(unit)))).toBeLessThan(bound);
  });

  it.each(["issuing_date", "card_status", "account_id"])("a payload's %s", { timeout: 60_000 }, (name) => {
    for (const unit of ["2024-02-29T", "NORMAL", "1"]) {
      const text = JSON.stringify(envelope({ data: { [name]: "@" } }));
      expect(takes(text.replace("@", fill(unit)))).toBeLessThan(bound);
      expect(takes(text.replace('"@"', fill(unit)))).toBeLessThan(bound);
    }
  });

  it("any unit, over and over, up to 10 MB", { timeout: 60_000 }, () => {
    const unit = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0019eE+-. \n"'), minLength: 1, maxLength: 6 }),
      fc.json({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(unit, fc.constantFrom("", "[", '{"a":"', '{"data":['), (text, start) => {
        expect(takes(start + fill(text, 10_000_000))).toBeLessThan(bound);
      }),
      { numRuns: 6 },
    );
  });

  it("names, of which no two are the same", { timeout: 60_000 }, () => {
    const names = Array.from({ length: 90_000 }, (_, n) => `"${n}${"x".repeat(90)}":${n}`);
    expect(takes(`{${names.join()}}`)).toBeLessThan(bound);
    expect(takes(`{${names.join()},${names[0]}}`)).toBeLessThan(bound);
  });
});
