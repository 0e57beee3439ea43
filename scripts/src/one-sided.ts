import { isObject, type Json, type JsonObject, resolve, walk } from "./json.ts";

/** A member that only the server states is not sent, and one that only the client states is not received. */
export type OneSided = "readOnly" | "writeOnly";

/**
 * Strikes out, in the schemas of `value`, what is required and yet stated by the other side only (OpenAPI 3.0, "Fixed
 * Fields" of the Schema Object: such a member is required in the other direction alone).
 * @param mark `readOnly` in what is sent, `writeOnly` in what is received
 */
export function strikeOneSided(document: JsonObject, value: Json, mark: OneSided): void {
  eachOneSided(document, value, mark, (schema, names) => {
    const required = (schema.required as Json[]).filter((name) => !names.has(String(name)));
    if (required.length > 0) schema.required = required;
    else delete schema.required;
  });
}

export function requiresOneSided(document: JsonObject, value: Json, mark: OneSided): boolean {
  let found = false;
  eachOneSided(document, value, mark, () => {
    found = true;
  });
  return found;
}

/** Calls `visit` for each schema that requires a member with the mark, with the names of all that have it there. */
function eachOneSided(
  document: JsonObject,
  value: Json,
  mark: OneSided,
  visit: (schema: JsonObject, names: ReadonlySet<string>) => void,
): void {
  // One part of an `allOf` may require what another one describes.
  const beside = new Map<Json, ReadonlySet<string>>();
  walk(value, (schema) => {
    const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
    if (!Array.isArray(schema.required) && parts.length === 0) return;
    const names = new Set([...marked(document, schema, mark), ...(beside.get(schema) ?? [])]);
    for (const part of parts) beside.set(part, names);
    const { required } = schema;
    if (Array.isArray(required) && required.some((name) => names.has(String(name)))) visit(schema, names);
  });
}

/** The members of a schema that have the mark, those of what it is put together from included. */
function marked(
  document: JsonObject,
  schema: JsonObject,
  mark: OneSided,
  seen = new Set<JsonObject>(),
): Set<string> {
  const names = new Set<string>();
  if (seen.has(schema)) return names;
  seen.add(schema);
  for (const [name, member] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    if (isObject(member) && (member[mark] === true || resolve(document, member)?.[mark] === true))
      names.add(name);
  }
  for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) {
    const resolved = resolve(document, part);
    for (const name of resolved ? marked(document, resolved, mark, seen) : []) names.add(name);
  }
  return names;
}
