import type { Operation, Parameter } from "./operation.ts";

type Values = { readonly [name: string]: unknown };

/** The path of `operation`, filled with values that `readInput` has checked. */
export function writePath({ path, parameters }: Operation, values: Values): string {
  return path.replace(/\{([^{}]+)\}/g, (_, name) => writeParameter(name, values[name], parameters[name]!));
}

/** The query of `operation`, each parameter in its own style, with the "?" before it. */
export function writeQuery({ parameters }: Operation, values: Values): string {
  const written = Object.keys(values)
    .map((name) => writeParameter(name, values[name], parameters[name]!))
    .filter(Boolean)
    .join("&");
  return written && `?${written}`;
}

/** As RFC 6570 expands it, and OpenAPI names the styles. Keys of objects are fit for a URL: `readInput` sees to it. */
function writeParameter(
  name: string,
  value: unknown,
  { in: place, style = place === "query" ? "form" : undefined, explode = style === "form" }: Parameter,
): string {
  const prefix = style === "label" ? "." : style === "matrix" ? ";" : "";
  const label = style && style !== "label" ? `${name}=` : "";
  if (typeof value !== "object") return prefix + label + encodeURIComponent(value as string);

  const separator = style === "spaceDelimited" ? "%20" : style === "pipeDelimited" ? "|" : ",";
  const isDeep = style === "deepObject";
  const isApart = explode || isDeep;
  const members = Object.entries(value as Values).map(([key, member]) => {
    const text = encodeURIComponent(member as string);
    if (Array.isArray(value)) return isApart ? label + text : text;
    return isDeep ? `${name}[${key}]=${text}` : key + (isApart ? "=" : separator) + text;
  });
  if (isApart) return prefix + members.join(prefix || (style ? "&" : ","));
  return members[0] ? prefix + label + members.join(separator) : "";
}
