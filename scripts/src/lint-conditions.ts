import { isObject, type Json, type JsonObject, pointer, resolve, walk } from "./json.ts";
import type { Finding } from "./lint-finding.ts";
import { eachObject, eachSchema } from "./lint-places.ts";
import { readUsage } from "./usage.ts";

/** `REQUIRED if …`, with any Markdown or HTML around the word. */
const condition =
  /\b(REQUIRED|Required|MANDATORY|Mandatory)\b[^\w.\n]*(?:<\/\w+>\s*)?(?:only\s+)?(if|when|unless|for)\b[^\n.]*/;

/** What the prose requires of a request under a condition, and no schema requires at all. */
export function lintConditions(document: JsonObject): Finding[] {
  const usage = readUsage(document);
  const isReceivedOnly = ({ place }: Finding) => {
    const directions = usage(place).flatMap((use) => [...use.directions]);
    return directions.length > 0 && !directions.includes("request");
  };
  return [...members(document), ...parameters(document)].filter((each) => !isReceivedOnly(each));
}

function members(document: JsonObject): Finding[] {
  return eachSchema(document).flatMap(({ object, place }) => {
    const { properties } = object;
    if (!isObject(properties)) return [];
    const required = requiredSomewhere(object);
    return Object.entries(properties).flatMap(([name, property]) => {
      const words = condition.exec(wordsOf(document, property))?.[0];
      if (words === undefined || required.has(name)) return [];
      return [finding([...place, "properties", name], words)];
    });
  });
}

function parameters(document: JsonObject): Finding[] {
  return eachObject(document).flatMap(({ object, place }) => {
    if (typeof object.name !== "string" || typeof object.in !== "string" || object.required === true)
      return [];
    const words = condition.exec(`${wordsOf(document, object)}\n${wordsOf(document, object.schema)}`)?.[0];
    return words === undefined ? [] : [finding(place, words)];
  });
}

function wordsOf(document: JsonObject, value: Json | undefined): string {
  const own = isObject(value) ? value.description : undefined;
  const resolved = resolve(document, value)?.description;
  return [own, resolved].filter((text) => typeof text === "string").join("\n");
}

/** What the schema, or an alternative or a condition in it, requires. */
function requiredSomewhere({ properties: _, ...schema }: JsonObject): Set<string> {
  const names = new Set<string>();
  walk(schema, ({ required, dependentRequired }) => {
    const lists = [required, ...(isObject(dependentRequired) ? Object.values(dependentRequired) : [])];
    for (const name of lists.flat()) if (typeof name === "string") names.add(name);
  });
  return names;
}

function finding(place: readonly string[], words: string): Finding {
  const quoted = words
    .replaceAll(/<[^>]*>|\*/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return {
    check: "conditions",
    place: pointer(...place),
    what: `Its prose says "${quoted}", and no schema does.`,
  };
}
