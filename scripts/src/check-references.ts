import { DocumentError } from "./document-error.ts";
import { at, isObject, type Json, type JsonObject, pointer, walk } from "./json.ts";

/**
 * Refuses references that could not be followed: out of the document, to nothing, or back to where they come from.
 * Nothing is ever read or fetched for one, by us or by what reads the document after us.
 * @param source what the document was put together from
 */
export function checkReferences(document: JsonObject, source: string): void {
  walk(document, (object, path) => {
    for (const [names, reference] of referencesOf(object)) {
      const place = source + pointer(...path, ...names);
      if (!reference.startsWith("#")) {
        throw new DocumentError(
          place,
          `The reference ${JSON.stringify(reference)} leaves the document.`,
          "Only references into the document itself are followed.",
        );
      }
      if (isExample(path)) continue;
      if (at(document, reference) === undefined)
        throw new DocumentError(place, `The reference \`${reference}\` points to nothing.`);
    }
  });
  refuseEndless(document, source);
}

/** `$ref`, and what a discriminator maps to where that is no name. */
function referencesOf({ $ref, discriminator }: JsonObject): [readonly string[], string][] {
  const mapping = isObject(discriminator) && isObject(discriminator.mapping) ? discriminator.mapping : {};
  return [
    ...(typeof $ref === "string" ? [[[], $ref] as [string[], string]] : []),
    ...Object.entries(mapping).flatMap(([name, target]): [string[], string][] =>
      typeof target === "string" && /[/\\]/.test(target)
        ? [[["discriminator", "mapping", name], target]]
        : [],
    ),
  ];
}

/** Objects whose members have any names: one that is called `example` is no example. */
const maps = new Set([
  ...["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"],
  ...["schemas", "responses", "parameters", "requestBodies", "headers", "links", "callbacks", "pathItems"],
  ...["paths", "webhooks", "content"],
]);

/** Whether the place is inside an example, where `$ref` is data; `examples` themselves may be references. */
function isExample(path: readonly string[]): boolean {
  return path.some((token, index) => {
    if (maps.has(path[index - 1] ?? "")) return false;
    return token === "example" || (token === "examples" && path.length > index + 2);
  });
}

/**
 * What a schema is made of before any of its members: a schema that is made of itself has no values, and no type.
 * A member or an item may be of the schema that it is in.
 */
function refuseEndless(document: JsonObject, source: string): void {
  const done = new Set<string>();
  const follow = (reference: string, above: readonly string[]): void => {
    if (above.includes(reference)) {
      throw new DocumentError(
        [...new Set(above.slice(above.indexOf(reference)))].map((place) => source + place),
        "What stands here refers to itself, without a member or an item in between.",
        "Correct it in the overlay.",
      );
    }
    if (done.has(reference)) return;
    for (const next of immediate(at(document, reference))) follow(next, [...above, reference]);
    done.add(reference);
  };
  walk(document, (object, path) => {
    if (typeof object.$ref === "string" && !isExample(path)) follow(object.$ref, []);
  });
}

function immediate(value: Json | undefined): string[] {
  if (!isObject(value)) return [];
  if (typeof value.$ref === "string") return [value.$ref];
  return ["allOf", "anyOf", "oneOf", "not"].flatMap((keyword) =>
    [value[keyword] ?? []].flat().flatMap(immediate),
  );
}
