import { type Json, type JsonObject, resolve } from "./json.ts";

/**
 * The parameters of an operation as its document lists them, references kept: those of its path, then its own.
 * Its own takes the place of the path's of the same name and place.
 */
export function effectiveParameters(document: JsonObject, item: JsonObject, operation: JsonObject): Json[] {
  const byIdentity = new Map<string, Json>();
  for (const entry of [item.parameters ?? [], operation.parameters ?? []].flat()) {
    const parameter = resolve(document, entry);
    byIdentity.set(parameter ? `${parameter.in} ${parameter.name}` : JSON.stringify(entry), entry);
  }
  return [...byIdentity.values()];
}

/** OpenAPI 3, Parameter Object: headers of these names are ignored. They are the client's own business. */
export function isIgnored(parameter: JsonObject | undefined): boolean {
  return parameter?.in === "header" && /^(accept|content-type|authorization)$/i.test(String(parameter.name));
}
