export type Json = { [member: string]: unknown };

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a place of a document holds, local references followed. */
export function follow(document: Json, value: unknown, hops = 0): Json | undefined {
  if (!isJson(value) || hops > 16) return undefined;
  if (typeof value.$ref !== "string" || !value.$ref.startsWith("#/")) return value;
  const found = value.$ref
    .split("/")
    .slice(1)
    .map((token) => decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((place, token) => (isJson(place) ? place[token] : undefined), document);
  return follow(document, found, hops + 1);
}
