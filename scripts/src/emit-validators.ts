import standalone from "ajv/dist/standalone/index.js";
import { bodySchema } from "./body-schema.ts";
import { DocumentError } from "./document-error.ts";
import { compactCode, createAjv } from "./event-validator.ts";
import type { JsonObject } from "./json.ts";
import { camelCase } from "./names.ts";
import type { OperationModel } from "./operations.ts";
import { comment } from "./text.ts";

/** The name under which an API's checks of bodies are exported, such as `cardsBodies`. */
export function bodiesName(api: string): string {
  return `${camelCase(api)}Bodies`;
}

/** The checks of the bodies that an API takes: ajv's standalone code, with nothing of ajv at run time. */
export function emitValidators(
  api: string,
  title: string,
  document: JsonObject,
  operations: readonly OperationModel[],
  source: string,
): string {
  const bodies = operations.flatMap((operation) => {
    const checked = bodySchema(document, operation, source);
    return checked ? [{ metadata: operation.metadata, checked }] : [];
  });
  const entries = bodies.map(({ metadata, checked }, index) => {
    const key = JSON.stringify(`${metadata.method} ${metadata.basePath}${metadata.path}`);
    const names = checked.memberNames.map((name) => JSON.stringify(name)).join(", ");
    return `  ${key}: { check: check${index}, names: [${names}] },\n`;
  });
  return [
    "// @ts-nocheck: ajv's output has no types.\n",
    'import type { BodyChecks } from "@pismo-client/runtime";\n\n',
    compile(
      bodies.map(({ checked }) => checked),
      source,
    ),
    "\n",
    comment([`What the document says of the bodies that "${title}" takes; for \`bodyValidator\`.`]),
    `export const ${bodiesName(api)}: BodyChecks = {\n${entries.join("")}};\n`,
  ].join("");
}

type Checked = NonNullable<ReturnType<typeof bodySchema>>;

function compile(bodies: readonly Checked[], source: string): string {
  if (bodies.length === 0) return "";
  const memberNames = bodies.flatMap((checked) => checked.memberNames);
  // What OpenAPI 3.1 has beyond draft-07 is not checked, and keeping count of it would double the code.
  const ajv = createAjv("http://json-schema.org/draft-07/schema#", { memberNames }, source);
  try {
    for (const [index, { schema }] of bodies.entries()) ajv.addSchema(schema, `check${index}`);
    const exported = Object.fromEntries(bodies.map((_, index) => [`check${index}`, `check${index}`]));
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
