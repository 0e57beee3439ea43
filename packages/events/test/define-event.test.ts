import { expect, it } from "vitest";
import { defineEvent, type Validator } from "../src/define-event.ts";
import type { ValidatorError } from "../src/findings.ts";

/** A definition whose validators report these errors. */
function reporting(
  found: readonly ValidatorError[],
  unbearable?: readonly ValidatorError[],
  memberNames?: string[],
) {
  const names = { type: "cards.tested", domain: "cards", event: "tested", version: 1 } as const;
  return defineEvent({
    ...names,
    validate: validator(found),
    ...(unbearable && { tolerate: validator(unbearable) }),
    ...(memberNames && { memberNames }),
  });
}

function validator(errors: readonly ValidatorError[]): Validator {
  const validate: Validator = () => errors.length === 0;
  validate.errors = errors;
  return validate;
}

const unlisted: ValidatorError = { instancePath: "/kind", keyword: "enum", params: {} };
const missing: ValidatorError = { instancePath: "", keyword: "required", params: { missingProperty: "a/b" } };
const none: ValidatorError = { instancePath: "/choice", keyword: "anyOf", params: {} };

it("without alternatives, the keyword tells problems from deviations", () => {
  expect(reporting([unlisted, missing]).check({})).toEqual({
    problems: [{ pointer: "/a~1b", kind: "missing", message: "is required" }],
    deviations: [{ pointer: "/kind", kind: "enum" }],
  });
});

it("with alternatives, what can be tolerated is a deviation, each once", () => {
  expect(reporting([unlisted, unlisted, missing, none], []).check({})).toEqual({
    problems: [],
    deviations: [{ pointer: "/kind", kind: "enum" }],
  });
  expect(reporting([none], []).check({})).toEqual({
    problems: [],
    deviations: [{ pointer: "/choice", kind: "alternatives" }],
  });
});

it("with alternatives, what cannot be tolerated is a problem, each once", () => {
  const { problems, deviations } = reporting([unlisted, none], [missing, missing, none]).check({});
  expect(problems.map(({ pointer, kind }) => [pointer, kind])).toEqual([
    ["/a~1b", "missing"],
    ["/choice", "alternatives"],
  ]);
  expect(deviations).toEqual([]);
});

it("names that are not declared do not show, and items do", () => {
  const wrong: ValidatorError = {
    instancePath: "/labels/4111~11111/0/labels",
    keyword: "type",
    params: { type: "string" },
  };
  const data = { labels: { "4111/1111": [{ labels: 1 }] } };
  expect(reporting([wrong], undefined, ["labels"]).check(data).problems).toEqual([
    { pointer: "/labels/*/0/labels", kind: "type", message: "must be string" },
  ]);
});
