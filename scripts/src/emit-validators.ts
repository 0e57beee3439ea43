import standalone from "ajv/dist/standalone/index.js";
import { bodySchemas } from "./body-schema.ts";
import { DocumentError } from "./document-error.ts";
import type { CheckedSchema } from "./event-schema.ts";
import { compactCode, createAjv } from "./event-validator.ts";
import { copy, type Json, type JsonObject, walk } from "./json.ts";
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
  const { operations, checked } = bodySchemas(document, models, source);
  const entries = operations.map(({ metadata: { method, basePath, path } }, index) => {
    const key = JSON.stringify(`${method} ${basePath}${path}`);
    return `  ${key}: { check: check${index}, names },\n`;
  });
  return [
    "// @ts-nocheck: ajv's output has no types.\n",
    'import type { BodyChecks } from "@pismo-client/runtime";\n\n',
    ...(operations.length > 0
      ? [compile(checked, source), `\nconst names = ${literal(checked.memberNames)};\n`]
      : []),
    "\n",
    comment([`What the document says of the bodies that "${title}" takes; for \`bodyValidator\`.`]),
    `export const ${bodiesName(api)}: BodyChecks = {\n${entries.join("")}};\n`,
  ].join("");
}

function compile({ schema, memberNames }: CheckedSchema, source: string): string {
  // What OpenAPI 3.1 has beyond draft-07 is not checked, and keeping count of it would double the code.
  const ajv = createAjv("http://json-schema.org/draft-07/schema#", { memberNames }, source);
  try {
    // Each as a schema of its own: what is only a part of another would be compiled wherever it is referred to.
    for (const [name, definition] of Object.entries((schema.$defs ?? {}) as JsonObject))
      ajv.addSchema(byName(definition) as JsonObject, name);
    const checks = (schema.allOf as JsonObject[]).map((_, index) => `check${index}`);
    for (const [index, name] of checks.entries())
      ajv.addSchema(byName((schema.allOf as JsonObject[])[index]!) as JsonObject, name);
    const exported = Object.fromEntries(checks.map((name) => [name, name]));
    const { body, imports } = compactCode(standalone.default(ajv, exported));
    const helpers = imports.includes("codePointLength")
      ? "const codePointLength = (text) => [...text].length;\n\n"
      : "";
    return helpers + body.replaceAll(/^export const /gm, "const ");
  } catch (error) {
    throw new DocumentError(
      source,
      `A body's schema cannot be compiled: ${(error as Error).message}.`,
      "Correct the schema at the place that is named, in the overlay.",
    );
  }
}

/** With references as they are to schemas that ajv knows by name. */
function byName(schema: Json): Json {
  const result = copy(schema);
  walk(result, (object) => {
    if (typeof object.$ref === "string") object.$ref = object.$ref.replace("#/$defs/", "");
  });
  return result;
}
