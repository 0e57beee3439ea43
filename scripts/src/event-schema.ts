import { DocumentError } from "./document-error.ts";
import { isObject, type Json, type JsonObject, pointer } from "./json.ts";

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const single = new Set(["additionalItems", "additionalProperties", "not", "if", "then", "else"]);
const lists = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const named = new Set(["properties", "definitions", "$defs", "dependentSchemas"]);

/** What the validators check besides, as published. */
const limits = new Set([
  ...["minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minItems", "maxItems", "minProperties", "maxProperties"],
]);
const assertions = new Set([
  ...limits,
  "type",
  "required",
  "enum",
  "const",
  "$ref",
  "dependencies",
  "dependentRequired",
]);
/** The formats that `packages/events/src/checks.ts` knows. */
export const knownFormats: ReadonlySet<string> = new Set(["date-time", "date", "uuid"]);

/** Keywords that say nothing of what is valid. */
const annotations = new Set([
  ...["$schema", "$id", "id", "$comment", "title", "description", "examples", "example", "default"],
  ...["readOnly", "writeOnly", "deprecated", "contentMediaType", "contentEncoding"],
]);

/** Parts of a schema, which hold for the same value. */
const parts = new Set([
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "dependentSchemas",
  "dependencies",
]);

/** Where a schema allows alternatives, a value outside an enum can be the reason why none of them fits. */
const alternatives = new Set(["anyOf", "oneOf", "not", "if"]);

/** Calls `change` for every schema directly below `schema` and returns a copy with the results. */
export function mapSubschemas(
  schema: JsonObject,
  change: (below: Json, keyword: string, path: string) => Json,
): JsonObject {
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (lists.has(keyword) || (keyword === "items" && Array.isArray(value))) {
      result[keyword] = (value as Json[]).map((item, index) => change(item, keyword, `/${keyword}/${index}`));
    } else if (single.has(keyword) || keyword === "items") {
      result[keyword] = change(value, keyword, `/${keyword}`);
    } else if ((named.has(keyword) || keyword === "dependencies") && isObject(value)) {
      result[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, below]) => [
          name,
          Array.isArray(below) ? below : change(below, keyword, pointer(keyword, name).slice(1)),
        ]),
      );
    } else result[keyword] = value;
  }
  return result;
}

/** The part of a schema that is checked, and the places of what is not. */
export interface CheckedSchema {
  readonly schema: JsonObject;
  /** `/properties/name/pattern`, … */
  readonly unchecked: readonly string[];
  readonly hasAlternatives: boolean;
  /** Whether member names that the document does not declare can appear in a problem's pointer. */
  readonly hasMaps: boolean;
  /** Every member name that the document declares. */
  readonly memberNames: readonly string[];
}

/**
 * Keeps what the validator checks. Titles, descriptions, examples and defaults go, since they would be carried in its
 * code. `additionalProperties: false` goes, since undeclared members are kept. Regular expressions go, since one from a
 * document can take exponential time on an event. Nothing that goes makes the rest refuse more: what must not fit, or
 * decides between others, stays only where all of it is checked, and elsewhere one alternative is enough.
 */
export function checkedSchema(document: JsonObject, source: string): CheckedSchema {
  const unchecked: string[] = [];
  const memberNames = new Set<string>();
  let hasAlternatives = false;
  let hasMaps = false;

  const leavesOpen = (keyword: string, schema: JsonObject): boolean => {
    if (keyword === "not" || keyword === "if") return !isWhollyChecked(schema[keyword]!);
    // Where members have expressions for names, nobody can tell which ones are additional.
    if (keyword === "additionalProperties") return schema.patternProperties !== undefined;
    // Of which items `items` speaks, beside `prefixItems`, depends on the dialect.
    if (keyword === "items" || keyword === "prefixItems")
      return schema.prefixItems !== undefined && !/2020-12/.test(String(document.$schema));
    return false;
  };
  const keep = (schema: Json, path: string, isTyped = false): Json => {
    if (typeof schema === "boolean") return schema;
    if (!isObject(schema)) {
      throw new DocumentError(
        `${source}#${path}`,
        "A schema stands here: an object, true or false.",
        "Correct the schema.",
      );
    }
    const kept: JsonObject = {};
    for (const [keyword, value] of Object.entries(schema)) {
      assertShape(keyword, value, `${source}#${path}/${keyword}`);
      if (keyword === "additionalProperties" && typeof value === "boolean") continue;
      if (leavesOpen(keyword, schema)) unchecked.push(`${path}/${keyword}`);
      else if (keyword === "format" ? knownFormats.has(value as string) : isChecked(keyword, value)) {
        if (keyword === "$ref") assertReference(value as string, document, `${source}#${path}/$ref`);
        kept[keyword] = value;
        hasAlternatives ||= alternatives.has(keyword);
        hasMaps ||= keyword === "additionalProperties";
        if (keyword === "properties")
          for (const name of Object.keys(value as JsonObject)) memberNames.add(name);
        if (keyword === "required") for (const name of value as string[]) memberNames.add(name);
      } else if (!annotations.has(keyword)) unchecked.push(`${path}/${keyword}`);
    }
    const types = isTyped ? statedTypes(schema) : typesOf(schema);
    if (types) kept.type = types.length === 1 ? types[0]! : [...types];
    if (types?.some((type) => type === "integer" || type === "number")) kept.safeInteger = true;
    const result = mapSubschemas(kept, (below, keyword, place) =>
      keep(below, path + place, parts.has(keyword) && (isTyped || types !== undefined)),
    );
    return (kept.oneOf as Json[] | undefined)?.every(isWhollyChecked) === false
      ? oneIsEnough(result)
      : result;
  };

  const schema = keep(document, "") as JsonObject;
  return {
    schema: dropUnusedDefinitions(schema),
    unchecked,
    hasAlternatives,
    hasMaps,
    memberNames: [...memberNames],
  };
}

function isChecked(keyword: string, value: Json): boolean {
  if (keyword === "enum") return (value as Json[]).every((item) => typeof item !== "object" || item === null);
  if (keyword === "const") return typeof value !== "object" || value === null;
  return (
    assertions.has(keyword) ||
    single.has(keyword) ||
    lists.has(keyword) ||
    named.has(keyword) ||
    keyword === "items"
  );
}

/** What is checked of it to the letter: a format of some dialects only annotates, and a multiple has its tolerance. */
const exact = new Set([
  ...["type", "required", "enum", "const", "properties", "allOf", "anyOf", "not"],
  ...["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"],
]);

/** Whether the check refuses all that the schema refuses, and nothing else. */
export function isWhollyChecked(schema: Json): boolean {
  if (!isObject(schema)) return typeof schema === "boolean";
  const { properties, allOf = [], anyOf = [], not = [] } = schema;
  const below = [isObject(properties) ? Object.values(properties) : [], allOf, anyOf, not].flat();
  const isExact = ([keyword, value]: [string, Json]) =>
    annotations.has(keyword) || (exact.has(keyword) && isChecked(keyword, value));
  return Object.entries(schema).every(isExact) && below.every(isWhollyChecked);
}

/** The same schema without enums, constants, formats and limits: what of it must hold for an event to be accepted. */
export function tolerantSchema(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const kept = oneIsEnough(schema);
  for (const keyword of ["enum", "const", "format", ...limits]) delete kept[keyword];
  return mapSubschemas(kept, (below, keyword) =>
    keyword === "not" || keyword === "if" ? below : tolerantSchema(below),
  );
}

/** A copy in which a value may fit more than one alternative: without what is not checked, more than one can. */
function oneIsEnough({ oneOf, ...schema }: JsonObject): JsonObject {
  return oneOf ? { ...schema, allOf: [...((schema.allOf as Json[]) ?? []), { anyOf: oneOf }] } : schema;
}

/** The types that a schema allows: those it names, or those that its other keywords speak of; undefined for any. */
export function typesOf(schema: JsonObject): readonly string[] | undefined {
  const stated = statedTypes(schema);
  if (stated) return stated;
  if ("properties" in schema) return ["object"];
  return "items" in schema ? ["array"] : undefined;
}

/** The types that a schema names, or that its values have. */
function statedTypes(schema: JsonObject): readonly string[] | undefined {
  if (schema.type !== undefined) return [schema.type].flat() as string[];
  const values = Array.isArray(schema.enum) ? schema.enum : "const" in schema ? [schema.const!] : undefined;
  return values && [...new Set(values.map(typeOfValue))];
}

function typeOfValue(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function dropUnusedDefinitions(schema: JsonObject): JsonObject {
  if (JSON.stringify(schema).includes('"$ref"')) return schema;
  const { definitions, $defs, ...kept } = schema;
  return kept;
}

function assertReference(reference: string, document: JsonObject, place: string): void {
  const target = reference === "#" ? document : definitionOf(reference, document)?.schema;
  if (target !== undefined && leadsTo(reference, target, document, new Set())) {
    throw new DocumentError(
      place,
      `The reference ${JSON.stringify(reference)} leads back to itself, without a member or an item in between.`,
      "Correct the schema.",
    );
  }
  if (target !== undefined) return;
  throw new DocumentError(
    place,
    `The reference ${JSON.stringify(reference)} leads nowhere.`,
    "A reference names a definition of the same document, as in `#/definitions/card`.",
  );
}

/** Whether a value that is held against `schema` is held against `reference` too. */
function leadsTo(reference: string, schema: Json, document: JsonObject, seen: Set<string>): boolean {
  if (!isObject(schema)) return false;
  const next = schema.$ref;
  if (typeof next === "string" && !seen.has(next)) {
    seen.add(next);
    if (next === reference) return true;
    if (leadsTo(reference, definitionOf(next, document)?.schema ?? null, document, seen)) return true;
  }
  return [...lists, "not", "if", "then", "else"]
    .filter((keyword) => keyword !== "prefixItems")
    .flatMap((keyword) => schema[keyword] ?? [])
    .some((below) => leadsTo(reference, below, document, seen));
}

/** The definition that a local reference such as `#/definitions/card` names. */
export function definitionOf(
  reference: string,
  document: JsonObject,
): { readonly name: string; readonly schema: Json } | undefined {
  const [, keyword, token] = /^#\/(definitions|\$defs)\/([^/]+)$/.exec(reference) ?? [];
  if (keyword === undefined || token === undefined) return undefined;
  const name = decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~");
  const definitions = document[keyword];
  return isObject(definitions) && Object.hasOwn(definitions, name)
    ? { name, schema: definitions[name]! }
    : undefined;
}

function assertShape(keyword: string, value: Json, place: string): void {
  const wanted =
    keyword === "enum" || keyword === "required" || lists.has(keyword)
      ? Array.isArray(value) && (keyword !== "required" || value.every((name) => typeof name === "string"))
        ? undefined
        : "a list"
      : named.has(keyword) && !isObject(value)
        ? "an object"
        : (keyword === "$ref" || keyword === "format") && typeof value !== "string"
          ? "a string"
          : undefined;
  if (wanted) throw new DocumentError(place, `\`${keyword}\` must be ${wanted}.`, "Correct the schema.");
}
