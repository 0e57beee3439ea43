import type { Preference } from "./prism.ts";

/**
 * Reads what a `Prefer` header (RFC 7240) asks of a mock: `code=404`, `example=name`, `dynamic=true`, `seed=text`.
 * Preferences are separated by commas or semicolons, names are case-insensitive, values may be quoted. Others are
 * ignored.
 */
export function parsePrefer(header: string | undefined): Preference {
  const values = new Map<string, string>();
  for (const match of (header ?? "").matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;]*))/g)) {
    const [, name = "", quoted, plain = ""] = match;
    values.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain);
  }
  const code = values.get("code");
  const example = values.get("example");
  const seed = values.get("seed");
  return {
    ...(code && /^\d{3}$/.test(code) && { code: Number(code) }),
    ...(example && { exampleKey: example }),
    ...(values.get("dynamic") === "true" && { dynamic: true }),
    ...(seed && { seed }),
  };
}
