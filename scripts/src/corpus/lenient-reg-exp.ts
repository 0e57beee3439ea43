/** JSON Schema's patterns are those of Unicode mode; many documents hold older ones. */
export function lenientRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}
