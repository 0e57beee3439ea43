import { isObject, type Json, type JsonObject, pointer, resolve } from "./json.ts";
import type { Finding } from "./lint-finding.ts";
import { eachSchema } from "./lint-places.ts";

/** Members that a schema requires and nothing describes: nobody can know what to send, and no example can be made. */
export function lintRequired(document: JsonObject): Finding[] {
  return eachSchema(document).flatMap(({ object, place }) => {
    const { required, properties, additionalProperties, patternProperties } = object;
    if (!Array.isArray(required) || !isObject(properties)) return [];
    if (isObject(additionalProperties) || patternProperties !== undefined) return [];
    // A part of something may require what another part describes.
    if (place.some((token) => ["allOf", "anyOf", "oneOf", "if", "then", "else", "not"].includes(token)))
      return [];
    const described = describedBy(document, object, new Set());
    return required
      .filter((name) => !described.has(String(name)))
      .map((name) => ({
        check: "required",
        place: pointer(...place, "required"),
        what: `It requires \`${name}\`, which it does not describe.`,
      }));
  });
}

/** The names that a schema or a part of it describes. */
function describedBy(document: JsonObject, value: Json, seen: Set<Json>): Set<string> {
  const schema = resolve(document, value);
  if (!schema || seen.has(schema)) return new Set();
  seen.add(schema);
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  const own = Object.keys(isObject(schema.properties) ? schema.properties : {});
  return new Set([...own, ...parts.flatMap((part) => [...describedBy(document, part, seen)])]);
}
