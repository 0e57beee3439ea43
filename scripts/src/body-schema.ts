import { type CheckedSchema, checkedSchema } from "./event-schema.ts";
import { at, isObject, type Json, type JsonObject, resolve } from "./json.ts";
import type { OperationModel } from "./operations.ts";

/** The part of a body's schema that is checked; undefined where the operation takes no JSON, or anything. */
export function bodySchema(
  document: JsonObject,
  { metadata, bodyType }: OperationModel,
  source: string,
): CheckedSchema | undefined {
  if (bodyType === undefined || !/\bjson\b/.test(bodyType)) return undefined;
  const item = resolve(document, at(document, pathPointer(metadata.path)));
  const operation = item?.[metadata.method.toLowerCase()] as JsonObject | undefined;
  const content = resolve(document, operation?.requestBody)?.content as JsonObject | undefined;
  const schema = resolve(document, content?.[bodyType])?.schema;
  if (schema === undefined) return undefined;
  const $defs: JsonObject = {};
  const root = jsonSchema(document, schema, $defs);
  if (!isObject(root)) return undefined;
  return checkedSchema({ ...root, $defs }, source);
}

function pathPointer(path: string): string {
  return `#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25")}`;
}

/** Keywords whose values are data, not schemas. */
const data = new Set(["enum", "const", "default", "example", "examples", "required"]);

/**
 * An OpenAPI schema as JSON Schema: references lead to `$defs`, which they fill, and what OpenAPI 3.0 says in its own
 * way (`nullable`, `exclusiveMinimum: true`) is said in JSON Schema's. Formats go: a body is not refused for them.
 */
function jsonSchema(document: JsonObject, schema: Json, $defs: JsonObject): Json {
  if (Array.isArray(schema)) return schema.map((item) => jsonSchema(document, item, $defs));
  if (!isObject(schema)) return schema;
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.replaceAll(/[^\w]+/g, "_");
    if (!Object.hasOwn($defs, name)) {
      $defs[name] = true;
      $defs[name] = jsonSchema(document, at(document, schema.$ref) ?? true, $defs);
    }
    return { $ref: `#/$defs/${name}` };
  }
  const { nullable, format, discriminator, xml, externalDocs, ...kept } = schema;
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(kept)) {
    if (keyword.startsWith("x-")) continue;
    if (keyword === "properties" && isObject(value)) {
      result.properties = Object.fromEntries(
        Object.entries(value).map(([name, below]) => [name, jsonSchema(document, below, $defs)]),
      );
    } else result[keyword] = data.has(keyword) ? value : jsonSchema(document, value, $defs);
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
