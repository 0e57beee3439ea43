import { at, isObject, type Json, type JsonObject, resolve } from "../json.ts";
import { samplePattern } from "./pattern-sample.ts";

/** How a sample is made: two of them differ in what they dare. */
export interface Sampling {
  /** Whether the schema's own examples and defaults are used. */
  readonly examples: boolean;
  /** Whether members and items are made that may be left out. */
  readonly optional: boolean;
  /** Of several alternatives, which is taken. */
  readonly branch: number;
}

/** A value made from a schema, which may still be one that the schema refuses: the caller asks it. */
export function sample(document: JsonObject, schema: Json | undefined, how: Sampling): Json {
  return make(document, schema, how, []) ?? null;
}

/**
 * Undefined where no value ends, as in a schema that requires itself.
 * @param above for each schema that this one is in, the references that led to it
 */
function make(
  document: JsonObject,
  unresolved: Json | undefined,
  how: Sampling,
  above: readonly (readonly string[])[],
): Json | undefined {
  if (!isObject(unresolved)) return unresolved === false ? undefined : "any";
  const followed: string[] = [];
  const schema = flatten(document, unresolved, how, followed);
  if (above.some((references) => references.some((each) => followed.includes(each)))) return undefined;
  const path = [...above, followed];
  if (schema.const !== undefined) return schema.const;
  const given = [schema.example, ...list(schema.examples), schema.default].find(
    (value) => value !== undefined,
  );
  if (how.examples && given !== undefined) return given;
  if (Array.isArray(schema.enum)) return schema.enum.find((value) => value !== null) ?? schema.enum[0];
  const types = list(schema.type);
  switch (types.find((each) => each !== "null") ?? types[0] ?? inferred(schema)) {
    case "object":
      return makeObject(document, schema, how, path);
    case "array":
      return makeArray(document, schema, how, path);
    case "integer":
      return makeNumber(schema, 1);
    case "number":
      return makeNumber(schema, 0.5);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return makeString(schema);
  }
}

/** The schema with its reference followed, its parts put together, and one alternative chosen. */
function flatten(
  document: JsonObject,
  unresolved: JsonObject,
  how: Sampling,
  followed: string[],
): JsonObject {
  const { allOf, oneOf, anyOf, $ref, ...own } = unresolved;
  let merged: JsonObject = own;
  if (typeof $ref === "string") {
    const target = followed.includes($ref) ? undefined : at(document, $ref);
    followed.push($ref);
    if (isObject(target)) merged = merge(flatten(document, target, how, followed), merged);
  }
  for (const part of list(allOf)) {
    if (isObject(part)) merged = merge(merged, flatten(document, part, how, followed));
  }
  for (const alternatives of [list(oneOf), list(anyOf)]) {
    const usable = alternatives.filter(isObject).filter(({ type }) => type !== "null");
    const chosen = usable[how.branch % Math.max(usable.length, 1)];
    if (chosen) merged = merge(merged, flatten(document, chosen, how, followed));
  }
  return merged;
}

const bounds = [
  ["minimum", Math.max],
  ["minLength", Math.max],
  ["minItems", Math.max],
  ["maximum", Math.min],
  ["maxLength", Math.min],
  ["maxItems", Math.min],
] as const;

function merge(a: JsonObject, b: JsonObject): JsonObject {
  const result: JsonObject = { ...a, ...b };
  if (isObject(a.properties) && isObject(b.properties)) {
    result.properties = { ...a.properties };
    for (const [name, property] of Object.entries(b.properties)) {
      const known = a.properties[name];
      result.properties[name] = known === undefined ? property : { allOf: [known, property] };
    }
  }
  if (Array.isArray(a.required) && Array.isArray(b.required))
    result.required = [...a.required, ...b.required];
  if (Array.isArray(a.enum) && Array.isArray(b.enum)) {
    const others = b.enum;
    result.enum = a.enum.filter((value) => others.includes(value));
  }
  for (const [name, choose] of bounds) {
    const [first, second] = [a[name], b[name]];
    if (typeof first === "number" && typeof second === "number") result[name] = choose(first, second);
  }
  return result;
}

function inferred(schema: JsonObject): string {
  if (schema.properties ?? schema.required ?? schema.patternProperties ?? schema.additionalProperties)
    return "object";
  if (schema.items ?? schema.prefixItems ?? schema.minItems) return "array";
  if (schema.minimum ?? schema.maximum ?? schema.exclusiveMinimum ?? schema.multipleOf) return "number";
  return "string";
}

function makeObject(
  document: JsonObject,
  schema: JsonObject,
  how: Sampling,
  path: readonly (readonly string[])[],
): JsonObject | undefined {
  const result = new Map<string, Json>();
  const properties = (schema.properties ?? {}) as JsonObject;
  const required = new Set(list(schema.required).map(String));
  for (const name of new Set([...Object.keys(properties), ...required])) {
    const isOptional = !required.has(name);
    if (isOptional && (!how.optional || path.length > 4 || isReadOnly(document, properties[name]))) continue;
    const property = Object.hasOwn(properties, name) ? properties[name] : additional(schema);
    const value = make(document, property, how, path);
    if (value !== undefined) result.set(name, value);
    else if (!isOptional) return undefined;
  }
  const [pattern] = Object.entries((schema.patternProperties ?? {}) as JsonObject);
  for (let index = 1; result.size < Number(schema.minProperties ?? 0) && index < 100; index++) {
    const name = pattern ? samplePattern(pattern[0], index) : `member${index}`;
    result.set(name, make(document, pattern?.[1] ?? additional(schema), how, path) ?? null);
  }
  return Object.fromEntries(result);
}

function additional({ additionalProperties }: JsonObject): Json {
  return isObject(additionalProperties) ? additionalProperties : true;
}

function isReadOnly(document: JsonObject, schema: Json | undefined): boolean {
  return resolve(document, schema)?.readOnly === true;
}

function makeArray(
  document: JsonObject,
  schema: JsonObject,
  how: Sampling,
  path: readonly (readonly string[])[],
): Json[] | undefined {
  const first = list(schema.prefixItems);
  const least = Number(schema.minItems ?? 0);
  const wanted = Math.max(least, how.optional && path.length < 5 ? Math.max(1, first.length) : 0);
  const items: Json[] = [];
  for (let index = 0; index < Math.min(wanted, Number(schema.maxItems ?? wanted)); index++) {
    const item = make(document, first[index] ?? schema.items, how, path);
    if (item === undefined) return items.length < least ? undefined : items;
    items.push(
      schema.uniqueItems === true && index > 0 ? another(document, schema.items, item, index) : item,
    );
  }
  return items;
}

/** A further item that differs from those before it. */
function another(document: JsonObject, schema: Json | undefined, item: Json, index: number): Json {
  const values = list(resolve(document, schema)?.enum);
  if (values.length > 0) return values[index % values.length]!;
  if (typeof item === "number") return item + index;
  return typeof item === "string" ? `${item}${index}` : item;
}

/** @param usual the step between values where the schema states none */
function makeNumber(schema: JsonObject, usual: number): number {
  const step = Number(schema.multipleOf ?? usual);
  const low = bound(schema.minimum, schema.exclusiveMinimum, Math.max);
  const high = bound(schema.maximum, schema.exclusiveMaximum, Math.min);
  const fits = (value: number) =>
    (low === undefined || (low.exclusive ? value > low.value : value >= low.value)) &&
    (high === undefined || (high.exclusive ? value < high.value : value <= high.value)) &&
    (schema.multipleOf === undefined || Number.isInteger(value / step));
  const from = low?.value ?? Math.min(1, high?.value ?? 1);
  const multiple = Math.ceil(from / step) * step;
  const middle = low && high ? (low.value + high.value) / 2 : from;
  return [1, from, multiple, multiple + step, multiple - step, middle].find(fits) ?? from;
}

function bound(
  inclusive: Json | undefined,
  exclusive: Json | undefined,
  choose: (...values: number[]) => number,
): { readonly value: number; readonly exclusive: boolean } | undefined {
  const values = [inclusive, exclusive].filter((value) => typeof value === "number");
  if (values.length === 0) return undefined;
  const value = choose(...values);
  return { value, exclusive: exclusive === true || exclusive === value };
}

const formats: { readonly [format: string]: string } = {
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  time: "12:00:00Z",
  duration: "P1D",
  email: "a@example.com",
  "idn-email": "a@example.com",
  hostname: "example.com",
  "idn-hostname": "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  url: "https://example.com/",
  "uri-reference": "/a",
  "uri-template": "/{a}",
  iri: "https://example.com/",
  "iri-reference": "/a",
  uuid: "f878e4a1-2879-48ba-be16-821e73ac98db",
  "json-pointer": "/a",
  "relative-json-pointer": "1/a",
  regex: "^a$",
  byte: "YQ==",
};

function makeString(schema: JsonObject): string {
  const least = Number(schema.minLength ?? 0);
  const most = Number(schema.maxLength ?? Number.POSITIVE_INFINITY);
  if (typeof schema.pattern === "string") return samplePattern(schema.pattern, least);
  return (formats[String(schema.format)] ?? "text").padEnd(least, "a").slice(0, most);
}

function list(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
