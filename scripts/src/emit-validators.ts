import type { ErrorObject } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { type BodySchemas, bodySchemas } from "./body-schema.ts";
import { DocumentError } from "./document-error.ts";
import { compactCode, createAjv } from "./event-validator.ts";
import { copy, type Json, type JsonObject, pointer, walk } from "./json.ts";
import { camelCase } from "./names.ts";
import type { OperationModel } from "./operations.ts";
import { comment, literal } from "./text.ts";

/** The name under which an API's checks of bodies are exported, such as `cardsBodies`. */
export function bodiesName(api: string): string {
  return `${camelCase(api)}Bodies`;
}

/** The checks of the bodies that an API takes: ajv's standalone code, with nothing of ajv at run time. */
export function emitValidators(
  api: string,
  title: string,
  document: JsonObject,
  models: readonly OperationModel[],
  source: string,
): string {
  const schemas = bodySchemas(document, models, source);
  const { operations, checked } = schemas;
  const entries = operations.map(({ metadata: { method, basePath, path } }, index) => {
    const key = JSON.stringify(`${method} ${basePath}${path}`);
    return `  ${key}: { check: check${index}, names },\n`;
  });
  return [
    "// @ts-nocheck: ajv's output has no types.\n",
    'import type { BodyChecks } from "@pismo-client/runtime";\n\n',
    ...(operations.length > 0
      ? [compile(schemas, source), `\nconst names = ${literal(checked.memberNames)};\n`]
      : []),
    "\n",
    comment([`What the document says of the bodies that "${title}" takes; for \`bodyValidator\`.`]),
    `export const ${bodiesName(api)}: BodyChecks = {\n${entries.join("")}};\n`,
  ].join("");
}

function compile({ checked, originalPlace }: BodySchemas, source: string): string {
  const { allOf, $defs = {} } = checked.schema as { readonly allOf: Json[]; readonly $defs?: JsonObject };
  // What OpenAPI 3.1 has beyond draft-07 is not checked, and keeping count of it would double the code.
  const ajv = createAjv("http://json-schema.org/draft-07/schema#", checked, source);
  const add = (schema: Json, name: string, place: string): void => {
    if (!ajv.validateSchema(schema as JsonObject)) {
      const { instancePath } = deepest(ajv.errors!);
      throw new DocumentError(
        source + originalPlace(place + instancePath),
        "This is no JSON Schema: the keyword cannot have this value.",
        "Correct it in the overlay.",
      );
    }
    ajv.addSchema(byName(schema) as JsonObject, name, undefined, false);
  };
  // Each as a schema of its own: what is only a part of another would be compiled wherever it is referred to.
  for (const [name, schema] of Object.entries($defs)) add(schema, name, pointer("$defs", name));
  for (const [index, schema] of allOf.entries()) add(schema, `check${index}`, pointer("allOf", index));
  const exported = Object.fromEntries(allOf.map((_, index) => [`check${index}`, `check${index}`]));
  const { body, imports } = compactCode(standalone.default(ajv, exported));
  const helpers = imports.includes("codePointLength")
    ? "const codePointLength = (text) => [...text].length;\n\n"
    : "";
  return helpers + body.replaceAll(/^export const /gm, "const ");
}

/** The deepest finding tells most. */
function deepest(errors: readonly ErrorObject[]): ErrorObject {
  return errors.toSorted((a, b) => b.instancePath.length - a.instancePath.length)[0]!;
}

/** With references as they are to schemas that ajv knows by name. */
function byName(schema: Json): Json {
  const result = copy(schema);
  walk(result, (object) => {
    if (typeof object.$ref === "string") object.$ref = object.$ref.replace("#/$defs/", "");
  });
  return result;
}
