import type { Parameter, WriteStructured } from "./operation.ts";

/**
 * Writes parameters that are arrays or objects, or have a style of their own, as RFC 6570 expands them and OpenAPI
 * names the styles. Generated operations name it where they need it, so that a bundle of others is without it.
 */
export const writeStructured: WriteStructured = (name, value, parameter, writeScalar, refuse) => {
  const { in: place, type, style = place === "query" ? "form" : "simple" } = parameter;
  const { explode = style === "form" } = parameter;
  const prefix = style === "label" ? "." : style === "matrix" ? ";" : "";
  const label = /^(simple|label)$/.test(style) ? "" : `${encodeURIComponent(name)}=`;
  if (typeof value !== "object" || value === null) return prefix + label + writeScalar(value, type);

  const isArray = Array.isArray(value);
  const entries = Object.entries(value);
  if ((type !== (isArray ? "array" : "object") && type !== "unknown") || (place === "path" && !entries[0]))
    throw refuse(`must be ${type}, not empty`);
  const isDeep = style === "deepObject";
  const isApart = explode || isDeep;
  const separator = SEPARATORS[style] ?? ",";
  const members = entries.map(([key, member]) => {
    // Keys are written as they are.
    if (/[^\w.-]/.test(key)) throw refuse("has a key that is not fit for a URL");
    const text = writeScalar(member, "unknown");
    if (isArray) return isApart ? label + text : text;
    return isDeep ? `${encodeURIComponent(name)}[${key}]=${text}` : key + (isApart ? "=" : separator) + text;
  });
  if (isApart) return prefix + members.join(prefix || (label ? "&" : ","));
  return members[0] ? prefix + label + members.join(separator) : "";
};

const SEPARATORS: { readonly [Style in NonNullable<Parameter["style"]> | "simple"]?: string } = {
  spaceDelimited: "%20",
  pipeDelimited: "|",
};
