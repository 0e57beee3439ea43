import { type CheckedSchema, checkedSchema } from "./event-schema.ts";
import { at, copy, isObject, type Json, type JsonObject, resolve } from "./json.ts";
import { strikeOneSided } from "./one-sided.ts";
import type { OperationModel } from "./operations.ts";

/** What is checked of the bodies that an API takes. */
export interface BodySchemas {
  /** The operations whose body is checked: those that take JSON that the document says something of. */
  readonly operations: readonly OperationModel[];
  /** In its `allOf` the schema of each of these bodies, and in its `$defs` what they refer to, once for all of them. */
  readonly checked: CheckedSchema;
}

export function bodySchemas(
  document: JsonObject,
  operations: readonly OperationModel[],
  source: string,
): BodySchemas {
  const sent = copy(document);
  strikeOneSided(sent, sent, "readOnly");
  const definitions: Definitions = { names: new Map(), schemas: {} };
  const bodies = operations.flatMap((operation) => {
    const schema = jsonSchema(sent, schemaOf(sent, operation) ?? true, definitions);
    return isObject(schema) ? [{ operation, schema }] : [];
  });
  const whole = { allOf: bodies.map(({ schema }) => schema), $defs: definitions.schemas };
  return { operations: bodies.map(({ operation }) => operation), checked: checkedSchema(whole, source) };
}

function schemaOf(document: JsonObject, { metadata, bodyType }: OperationModel): Json | undefined {
  if (bodyType === undefined || !/\bjson\b/.test(bodyType)) return undefined;
  const item = (document.paths as JsonObject)[metadata.path] as JsonObject;
  const operation = item[metadata.method.toLowerCase()] as JsonObject;
  const content = resolve(document, operation.requestBody)?.content as JsonObject | undefined;
  return resolve(document, content?.[bodyType])?.schema;
}

/** Keywords whose values are data, not schemas. */
const data = new Set(["enum", "const", "default", "example", "examples", "required"]);

interface Definitions {
  /** The name of each reference's target. */
  readonly names: Map<string, string>;
  readonly schemas: JsonObject;
}

/**
 * An OpenAPI schema as JSON Schema: references lead to `$defs`, which they fill, and what OpenAPI 3.0 says in its own
 * way (`nullable`, `exclusiveMinimum: true`) is said in JSON Schema's. Formats go: a body is not refused for them.
 */
function jsonSchema(document: JsonObject, schema: Json, definitions: Definitions): Json {
  if (Array.isArray(schema)) return schema.map((item) => jsonSchema(document, item, definitions));
  if (!isObject(schema)) return schema;
  if (typeof schema.$ref === "string")
    return { $ref: `#/$defs/${define(document, schema.$ref, definitions)}` };
  const { nullable, format, discriminator, xml, externalDocs, ...kept } = schema;
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(kept)) {
    if (keyword.startsWith("x-")) continue;
    if (keyword === "properties" && isObject(value)) {
      result.properties = Object.fromEntries(
        Object.entries(value).map(([name, below]) => [name, jsonSchema(document, below, definitions)]),
      );
    } else result[keyword] = data.has(keyword) ? value : jsonSchema(document, value, definitions);
  }
  for (const [limit, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof result[limit] !== "boolean") continue;
    if (result[limit] && result[bound] !== undefined) {
      result[limit] = result[bound];
      delete result[bound];
    } else delete result[limit];
  }
  if (nullable === true && typeof result.type === "string") {
    result.type = [result.type, "null"];
    if (Array.isArray(result.enum) && !result.enum.includes(null)) result.enum = [...result.enum, null];
  }
  return result;
}

/** The name that the target of a reference has among the definitions, where it is put the first time. */
function define(document: JsonObject, reference: string, definitions: Definitions): string {
  const known = definitions.names.get(reference);
  if (known !== undefined) return known;
  const wanted = reference.replaceAll(/[^\w]+/g, "_");
  let name = wanted;
  for (let count = 2; Object.hasOwn(definitions.schemas, name); count++) name = `${wanted}_${count}`;
  definitions.names.set(reference, name);
  definitions.schemas[name] = true;
  definitions.schemas[name] = jsonSchema(document, at(document, reference) ?? true, definitions);
  return name;
}
