import { definitionOf, typesOf } from "./event-schema.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/**
 * A value that a schema probably allows: its enum's first, its own example, or one made of its members' examples.
 * Undefined where that is not plain to see. Whether it is allowed, a validator must tell.
 */
export function sampleOf(schema: Json | undefined, document: JsonObject, depth = 0): Json | undefined {
  if (!isObject(schema) || depth > 8) return undefined;
  if (typeof schema.$ref === "string") {
    return sampleOf(definitionOf(schema.$ref, document)?.schema, document, depth + 1);
  }
  const [first] = listedValues(schema);
  // Examples of dates are often not of their format.
  if (first !== undefined && !(typeof first === "string" && schema.format)) return first;
  const { oneOf, anyOf = oneOf, ...rest } = schema;
  if (Array.isArray(anyOf)) {
    return sampleOf({ ...rest, ...(anyOf[0] as JsonObject) }, document, depth + 1);
  }
  switch (typesOf(schema)?.[0]) {
    case "string":
      return formatted[String(schema.format)] ?? "1".repeat(Number(schema.minLength ?? 1));
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    case "null":
      return null;
    case "array": {
      const item = sampleOf(schema.items, document, depth + 1);
      return Number(schema.minItems ?? 0) === 0 || item === undefined ? [] : [item];
    }
    case "object": {
      const members = Object.entries(isObject(schema.properties) ? schema.properties : {}).map(
        ([name, below]) => [name, sampleOf(below, document, depth + 1)] as const,
      );
      return Object.fromEntries(
        members.filter((member): member is [string, Json] => member[1] !== undefined),
      );
    }
    default:
      return undefined;
  }
}

/** The values that a schema lists: those of its enum, or its examples. */
export function listedValues(schema: JsonObject): readonly Json[] {
  if (Array.isArray(schema.enum)) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.examples) ? schema.examples : [];
}

const formatted: { readonly [format: string]: string } = {
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  uuid: "f878e4a1-2879-48ba-be16-821e73ac98db",
};
