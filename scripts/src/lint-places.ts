import { type JsonObject, walk } from "./json.ts";

export interface PlacedObject {
  readonly object: JsonObject;
  readonly place: readonly string[];
}

/** Every object of the document but those that are examples: what is in one is data. */
export function eachObject(document: JsonObject): PlacedObject[] {
  const found: PlacedObject[] = [];
  walk(document, (object, place) => {
    if (!isData(place)) found.push({ object, place: [...place] });
  });
  return found;
}

function isData(place: readonly string[]): boolean {
  return place.some((token, index) => {
    if (place[index - 1] === "properties") return false;
    return (
      ["example", "default", "enum", "const"].includes(token) ||
      (token === "examples" && place.length > index + 1)
    );
  });
}

/** Every schema of the document, wherever one is. */
export function eachSchema(document: JsonObject): PlacedObject[] {
  return eachObject(document).filter(({ place }) => isSchemaPlace(place));
}

const maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
const lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
const single = [
  "schema",
  "items",
  "additionalProperties",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
];

function isSchemaPlace(place: readonly string[]): boolean {
  // The document of an event is a schema; that of an API has nothing at its root that a schema has.
  if (place.length === 0) return true;
  const last = place.at(-1) ?? "";
  const parent = place.at(-2) ?? "";
  // Below `properties` of a schema, any name is a member's.
  if (maps.includes(parent) && isSchemaPlace(place.slice(0, -2))) return true;
  if (lists.includes(parent)) return /^\d+$/.test(last);
  return single.includes(last) || (place.length === 3 && place[0] === "components" && place[1] === "schemas");
}
