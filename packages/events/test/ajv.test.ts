import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardCvvChanged, parseEvent } from "../src/index.ts";
import { schema } from "./page.ts";
import { payload, rotateCvv } from "./samples.ts";

/** What the generated validator says of payloads is what ajv says of them by the page's own schema. */

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const wrong = fc.constantFrom(
  null,
  true,
  0,
  -1.5,
  "",
  "text",
  "2024-02-30T00:00:00Z",
  [],
  [1],
  {},
  { a: null },
);

const twoDigits = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, "0"));

/**
 * Dates and times, many of them in no calendar. Left out is what ajv-formats takes beyond RFC 3339, such as `+0300`, and
 * leap seconds, which it counts by the zone.
 */
const dateTimes = fc
  .tuple(
    fc.constantFrom("1900", "2000", "2023", "2024"),
    fc.tuple(twoDigits(13), twoDigits(32), twoDigits(24), twoDigits(60), twoDigits(59)),
    fc.constantFrom("", ".1", ".123456789", "."),
    fc.constantFrom("Z", "z", "+03:00", "-23:59", "+24:00", "+3:00", "", "Z "),
  )
  .map(
    ([year, [month, day, hour, minute, second], fraction, zone]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
  );

/** Values of a member, most of them as the page declares it. */
function valuesOf({ type, enum: listed, format }: (typeof schema.properties)[string]): fc.Arbitrary<unknown> {
  const right = [type].flat().map((each) => {
    if (listed) return fc.constantFrom(...listed);
    if (format === "date-time")
      return fc
        .date({ noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9999-12-31") })
        .map((date) => date.toISOString());
    return {
      string: fc.string({ unit: "binary", maxLength: 10 }),
      integer: fc.maxSafeInteger(),
      number: fc.double({ noNaN: true, min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }),
      boolean: fc.boolean(),
      object: fc.dictionary(fc.string(), fc.jsonValue()),
      null: fc.constant(null),
    }[each]!;
  });
  const isRestricted = listed !== undefined || format !== undefined;
  return fc.oneof(
    { arbitrary: fc.oneof(...right), weight: 60 },
    { arbitrary: wrong, weight: 1 },
    { arbitrary: format === "date-time" ? dateTimes : fc.string(), weight: isRestricted ? 3 : 0 },
  );
}

/** Payloads with each member there or not, and some that the page does not declare. */
const payloads = fc
  .tuple(
    fc.record(
      Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, valuesOf(each)])),
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2, noNullPrototype: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  // Half of them on top of the example, so that not nearly all lack something.
  .map(([members, more, share]) => ({ ...more, ...(share < 0.5 && payload()), ...members }));

const placeOf = ({ instancePath, params }: ErrorObject) =>
  params.missingProperty === undefined ? instancePath : `${instancePath}/${params.missingProperty}`;

describe("the validator of cards.rotate_cvv", () => {
  it("finds what ajv finds, at the same places", () => {
    const seen = { accepted: 0, deviating: 0, refused: 0 };
    fc.assert(
      fc.property(payloads, (data) => {
        validate(data);
        const errors = validate.errors ?? [];
        const isProblem = ({ keyword }: ErrorObject) => keyword === "type" || keyword === "required";
        const { problems, deviations } = cardCvvChanged.check(data);
        expect(problems.map(({ pointer }) => pointer).sort()).toEqual(
          errors.filter(isProblem).map(placeOf).sort(),
        );
        expect(deviations.map(({ pointer, kind }) => `${pointer} ${kind}`).sort()).toEqual(
          errors
            .filter((error) => !isProblem(error))
            .map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
            .sort(),
        );
        seen[problems.length > 0 ? "refused" : deviations.length > 0 ? "deviating" : "accepted"]++;
      }),
      { numRuns: 4000 },
    );
    // Each kind often enough for the comparison to mean something.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  it("takes the same texts for dates and times", () => {
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(dateTimes, (text) => {
        const data = payload({ issuing_date: text });
        const isValid = validate(data);
        expect([text, cardCvvChanged.check(data).deviations.length === 0]).toEqual([text, isValid]);
        seen[`${isValid}`]++;
      }),
      { numRuns: 5000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
  });

  it("accepts in a text what ajv accepts of it", () => {
    fc.assert(
      fc.property(payloads, (data) => {
        const text = JSON.stringify(data);
        const isValid = validate(JSON.parse(text));
        const hasProblem = (validate.errors ?? []).some(
          ({ keyword }) => keyword === "type" || keyword === "required",
        );
        let isAccepted = true;
        try {
          const { deviations } = parseEvent(text, { identity: rotateCvv });
          expect(deviations.length === 0).toBe(isValid);
        } catch (error) {
          expect(error).toHaveProperty("name", "EventError");
          isAccepted = false;
        }
        expect(isAccepted).toBe(!hasProblem);
      }),
      { numRuns: 1000 },
    );
  });
});
