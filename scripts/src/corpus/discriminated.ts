import { stateDiscriminators } from "../directions.ts";
import { at, copy, isObject, type Json, type JsonObject, walk } from "../json.ts";

/** The document with what its discriminators say as part of the schemas that they choose from. */
export function discriminated(document: JsonObject): JsonObject {
  const result = copy(document);
  stateDiscriminators(result);
  const values = new Map<string, { name: string; allowed: Json[] }>();
  walk(result, ({ discriminator }) => {
    if (!isObject(discriminator) || typeof discriminator.propertyName !== "string") return;
    for (const [value, reference] of Object.entries((discriminator.mapping ?? {}) as JsonObject)) {
      const known = values.get(String(reference)) ?? { name: discriminator.propertyName, allowed: [] };
      known.allowed.push(value);
      values.set(String(reference), known);
    }
  });
  for (const [reference, { name, allowed }] of values) {
    const schema = at(result, reference);
    if (!isObject(schema)) continue;
    // What is derived from it has a value of its own.
    if ([...values.keys()].some((other) => refersTo(at(result, other), reference))) continue;
    const stated: JsonObject = { properties: { [name]: { enum: allowed } } };
    schema.allOf = [...(Array.isArray(schema.allOf) ? schema.allOf : []), stated];
  }
  return result;
}

function refersTo(schema: Json | undefined, reference: string): boolean {
  const parts = isObject(schema) && Array.isArray(schema.allOf) ? schema.allOf : [];
  return parts.some((part) => isObject(part) && part.$ref === reference);
}
