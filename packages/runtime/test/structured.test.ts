import * as fc from "fast-check";
import { createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import { expect, test } from "vitest";
import { type Operation, type Parameter, writeStructured } from "../src/index.ts";
import { clientOf } from "./client.ts";
import { listCards } from "./operations.ts";

/** The URL that a call goes to, below its host. */
async function written(parameter: Parameter, value: unknown): Promise<string> {
  const urls: string[] = [];
  const fetch = async (url: string) => {
    urls.push(url);
    return new Response("{}");
  };
  const operation: Operation = {
    ...listCards,
    path: parameter.in === "path" ? "/x/{p}" : "/x",
    parameters: { p: parameter },
    structured: writeStructured,
  };
  await clientOf({ url: "https://a.example" }, { fetch }).call(operation, { p: value });
  return urls[0]!.replace("https://a.example/api/x", "");
}

const scalar = fc.oneof(fc.stringMatching(/^[\w &=/?#,;|[\]é]{1,9}$/), fc.integer(), fc.boolean());
const array = fc.array(
  scalar.filter((member) => String(member).trim() !== ""),
  { minLength: 1, maxLength: 4 },
);
const object = fc.dictionary(
  fc.stringMatching(/^[a-z]\w{0,5}$/),
  array.map(([first]) => first!),
  {
    minKeys: 1,
    maxKeys: 4,
  },
);

// RFC 6570 and OpenAPI leave no style and explode for these: what openapi-fetch does with them is not followed.
const isDefined = (style: string, explode: boolean, isArray: boolean) =>
  (style !== "deepObject" || (!isArray && explode)) &&
  (!style.endsWith("Delimited") || (isArray && !explode));

test("queries are written as openapi-fetch writes them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(array, object),
      fc.constantFrom("form", "spaceDelimited", "pipeDelimited", "deepObject"),
      fc.boolean(),
      async (value, style, explode) => {
        const isArray = Array.isArray(value);
        fc.pre(isDefined(style, explode, isArray));
        const options = { style: style as "form", explode };
        const expected = createQuerySerializer({ array: options, object: options })({ p: value });
        const parameter = { in: "query", type: isArray ? "array" : "object", ...options } as const;
        expect(await written(parameter, value)).toBe(`?${expected}`);
      },
    ),
    { numRuns: 300 },
  );
});

test("paths are written as openapi-fetch writes them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(array, object),
      fc.constantFrom("", "label", "matrix"),
      fc.boolean(),
      async (value, style, explode) => {
        const operator = style === "label" ? "." : style === "matrix" ? ";" : "";
        const expected = defaultPathSerializer(`/{${operator}p${explode ? "*" : ""}}`, { p: value });
        const parameter: Parameter = {
          in: "path",
          type: Array.isArray(value) ? "array" : "object",
          explode,
          ...(style && { style: style as "label" }),
        };
        expect(await written(parameter, value)).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test.each<[string, Parameter, unknown, string]>([
  ["an empty array", { in: "query", type: "array" }, [], ""],
  ["an object, exploded into the query", { in: "query", type: "object" }, { a: 1, b: "&" }, "?a=1&b=%26"],
  ["anything, given as a scalar", { in: "query", type: "unknown" }, "a b", "?p=a%20b"],
])("%s", async (_, parameter, value, url) => {
  expect(await written(parameter, value)).toBe(url);
});
