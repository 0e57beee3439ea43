import { eachOperation, type PlacedOperation } from "./each-operation.ts";
import { isObject, type Json, type JsonObject, pointer, resolve } from "./json.ts";
import { strikeOneSided } from "./one-sided.ts";
import { effectiveParameters, isIgnored } from "./parameters.ts";
import { readUsage } from "./usage.ts";

/** A document as it is compared, and where a place of it is in the document that it was made from. */
export interface Comparable {
  readonly document: JsonObject;
  originalPlace(place: string): string;
}

/**
 * The document without what makes no difference to a client, or is compared elsewhere (client-rules.ts): servers,
 * security, tags, operationIds, webhooks, callbacks. What can be written in two ways is written in one: parameters
 * stand at their operation, and an `allOf` of one schema is that schema. What is only sent or only received requires no
 * member that the other side states.
 */
export function comparable(document: JsonObject): Comparable {
  const moved: [string, string][] = [];
  const paths: JsonObject = {};
  for (const each of eachOperation(document)) {
    const kept = (paths[each.path] ?? {}) as JsonObject;
    paths[each.path] = kept;
    kept[each.method] = comparableOperation(document, each, moved);
  }
  const { securitySchemes: _, callbacks: __, ...components } = (document.components ?? {}) as JsonObject;
  const result = {
    openapi: document.openapi!,
    info: { title: "API", version: "1" },
    paths,
    components: copy(components, ["components"], ["components"], moved) as JsonObject,
  };
  strikeOtherSide(result);
  return {
    document: result,
    originalPlace(place) {
      const [now, before] =
        moved
          .filter(([now]) => place === now || place.startsWith(`${now}/`))
          .sort(([a], [b]) => b.length - a.length)[0] ?? [];
      return now === undefined ? place : before + place.slice(now.length);
    },
  };
}

function strikeOtherSide(document: JsonObject & { readonly components: JsonObject }): void {
  for (const { operation } of eachOperation(document)) {
    strikeOneSided(document, operation.requestBody ?? null, "readOnly");
    strikeOneSided(document, operation.responses ?? null, "writeOnly");
  }
  const usage = readUsage(document);
  for (const [section, components] of Object.entries(document.components)) {
    for (const [name, component] of Object.entries(isObject(components) ? components : {})) {
      const uses = usage(pointer("components", section, name));
      const [direction, other] = new Set(uses.flatMap(({ directions }) => [...directions]));
      if (direction && !other)
        strikeOneSided(document, component, direction === "request" ? "readOnly" : "writeOnly");
    }
  }
}

const comparedElsewhere = [
  "operationId",
  "tags",
  "security",
  "servers",
  "callbacks",
  "externalDocs",
  "x-pismo-client",
];

function comparableOperation(
  document: JsonObject,
  { path, method, item, operation }: PlacedOperation,
  moved: [string, string][],
): JsonObject {
  const here = ["paths", path, method];
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(operation)) {
    if (name !== "parameters" && !comparedElsewhere.includes(name))
      result[name] = copy(value, [...here, name], [...here, name], moved);
  }
  const parameters = effectiveParameters(document, item, operation).filter(
    (entry) => !isIgnored(resolve(document, entry)),
  );
  if (parameters.length > 0) {
    result.parameters = parameters.map((entry, index) => {
      const place = [...here, "parameters", String(index)];
      const own = [operation.parameters ?? []].flat().indexOf(entry);
      const original =
        own >= 0
          ? [...here, "parameters", String(own)]
          : ["paths", path, "parameters", String([item.parameters ?? []].flat().indexOf(entry))];
      moved.push([pointer(...place), pointer(...original)]);
      return copy(entry, place, original, moved);
    });
  }
  return result;
}

const annotations = /^(title|description|example|examples|default|deprecated|externalDocs|x-.*)$/;

function copy(value: Json, place: string[], original: string[], moved: [string, string][]): Json {
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      copy(item, [...place, String(index)], [...original, String(index)], moved),
    );
  }
  if (!isObject(value)) return value;
  const { allOf, "x-pismo-client": _, ...others } = value;
  if (
    Array.isArray(allOf) &&
    allOf.length === 1 &&
    Object.keys(others).every((name) => annotations.test(name))
  ) {
    const inside = [...original, "allOf", "0"];
    moved.push([pointer(...place), pointer(...inside)]);
    return copy(allOf[0]!, place, inside, moved);
  }
  return Object.fromEntries(
    Object.entries(allOf === undefined ? others : { ...others, allOf }).map(([name, member]) => [
      name,
      copy(member, [...place, name], [...original, name], moved),
    ]),
  );
}
