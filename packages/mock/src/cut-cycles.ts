import { follow, isJson, type Json } from "./document-place.ts";

const schemas = "#/components/schemas/";

/**
 * Puts the bare type in place of each reference by which a schema comes back to itself: Prism mixes up the operations
 * that share such a schema, and takes exponential time where many schemas refer to each other. What a request has
 * below such a place is not checked.
 */
export function cutCycles(document: Json): void {
  const components = isJson(document.components) ? document.components : {};
  const named = isJson(components.schemas) ? components.schemas : {};
  const next = new Map(
    Object.entries(named).map(([name, schema]) => [schemas + name, referencesIn(schema, new Map())] as const),
  );
  for (const [reference, places] of next) {
    for (const [target, holders] of places) {
      if (!reaches(next, target, reference)) continue;
      const { type } = follow(document, { $ref: target }) ?? {};
      for (const holder of holders) {
        for (const member of Object.keys(holder)) delete holder[member];
        if (type !== undefined) holder.type = type;
      }
    }
  }
}

type References = ReadonlyMap<string, readonly Json[]>;

/** The objects that hold a reference, by what they refer to. */
function referencesIn(value: unknown, found: Map<string, Json[]>): Map<string, Json[]> {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found);
  else if (isJson(value)) {
    if (typeof value.$ref === "string") found.set(value.$ref, [...(found.get(value.$ref) ?? []), value]);
    else for (const member of Object.values(value)) referencesIn(member, found);
  }
  return found;
}

function reaches(next: ReadonlyMap<string, References>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const place of seen) {
    // A reference into a schema concerns the whole of it.
    const owner = place.startsWith(schemas) ? schemas + place.slice(schemas.length).split("/")[0] : place;
    if (owner === to) return true;
    for (const target of next.get(owner)?.keys() ?? []) seen.add(target);
  }
  return false;
}
