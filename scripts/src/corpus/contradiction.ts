import { at, isObject, type Json, type JsonObject, pointer } from "../json.ts";
import type { Finding } from "./corpus-document.ts";

/** What shows that the schema at a place allows no value that ends: bounds that cross, or a member that requires itself. */
export function contradiction(document: JsonObject, place: string): Finding | undefined {
  return search(document, place, []);
}

const bounds = [
  ["minLength", "maxLength"],
  ["minimum", "maximum"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
] as const;

function search(document: JsonObject, place: string, above: readonly string[]): Finding | undefined {
  const schema = at(document, place);
  if (above.includes(place)) return { place, what: "the schema requires itself, so that no value ends" };
  if (schema === false) return { place, what: "the schema `false` allows no value" };
  if (!isObject(schema)) return undefined;
  const path = [...above, place];
  if (typeof schema.$ref === "string") return search(document, schema.$ref, path);
  for (const [low, high] of bounds) {
    const [least, most] = [schema[low], schema[high]];
    if (typeof least === "number" && typeof most === "number" && least > most)
      return { place, what: `no value has ${low} ${least} and ${high} ${most}` };
  }
  if (Array.isArray(schema.enum) && schema.enum.length === 0) return { place, what: "its enum is empty" };
  return first(inevitable(schema), (part) => search(document, place + part, path));
}

/** The parts of a schema that every value of it must fit. */
function inevitable(schema: JsonObject): string[] {
  const properties = (isObject(schema.properties) ? schema.properties : {}) as JsonObject;
  const required = (Array.isArray(schema.required) ? schema.required : []).map(String);
  return [
    ...required
      .filter((name) => Object.hasOwn(properties, name))
      .map((name) => pointer("properties", name).slice(1)),
    ...(Array.isArray(schema.allOf) ? schema.allOf : []).map((_: Json, index) => `/allOf/${index}`),
    ...(Number(schema.minItems ?? 0) > 0 && isObject(schema.items) ? ["/items"] : []),
  ];
}

function first<Item, Result>(
  items: readonly Item[],
  find: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
