export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [member: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON pointer (RFC 6901) as a URI fragment's text: `#/paths/~1v1~1cards`. */
export function pointer(...tokens: readonly (string | number)[]): string {
  return `#${tokens.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
}

/** The value that a local reference such as `#/components/schemas/Card` points to; undefined where nothing is. */
export function at(document: Json, reference: string): Json | undefined {
  let value: Json | undefined = document;
  for (const token of tokens(reference)) {
    if (Array.isArray(value)) value = /^\d+$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** The tokens of a local reference, such as `components`, `schemas` and `Card`. */
export function tokens(reference: string): string[] {
  return reference
    .split("/")
    .slice(1)
    .map((token) => decode(token).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** The object that a place of the document holds, references followed. */
export function resolve(document: JsonObject, value: Json | undefined): JsonObject | undefined {
  let resolved = value;
  for (let hops = 0; isObject(resolved) && typeof resolved.$ref === "string" && hops < 32; hops++) {
    resolved = at(document, resolved.$ref);
  }
  return isObject(resolved) && typeof resolved.$ref !== "string" ? resolved : undefined;
}

/** A copy in which every place has a value of its own: one that stood at two places could not be changed at one. */
export function copy<Value extends Json>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** Where two values first differ, as pointer tokens; undefined when they are equal. The order of members is no difference. */
export function firstDifference(a: Json, b: Json): string[] | undefined {
  if (a === b) return undefined;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      if (index >= a.length || index >= b.length) return [String(index)];
      const below = firstDifference(a[index]!, b[index]!);
      if (below) return [String(index), ...below];
    }
    return undefined;
  }
  if (isObject(a) && isObject(b)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (!Object.hasOwn(a, name) || !Object.hasOwn(b, name)) return [name];
      const below = firstDifference(a[name]!, b[name]!);
      if (below) return [name, ...below];
    }
    return undefined;
  }
  return [];
}

/**
 * Calls `visit` with every object in `value`, parents first.
 * @param path where the object is: one that is kept for later must be copied
 */
export function walk(
  value: Json,
  visit: (object: JsonObject, path: readonly string[]) => void,
  path: string[] = [],
): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) visit(value, path);
  for (const [name, member] of Object.entries(value)) {
    path.push(name);
    walk(member, visit, path);
    path.pop();
  }
}

/** Names in the order of their code points: the same on every machine. */
export function sorted(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
