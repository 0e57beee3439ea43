import { PismoError } from "./pismo-error.ts";

/**
 * A copy of `cause` that may be logged: its name and code, or those of what caused it in turn. Messages are dropped:
 * undici quotes header values, `JSON.parse` quotes the body, and other fetches name the whole URL.
 */
export function withoutSecrets(cause: unknown, depth = 5): Error {
  if (cause instanceof PismoError) return cause;
  const { name, code, cause: inner } = Object(cause);
  if (!code && inner && depth) return withoutSecrets(inner, depth - 1);
  const [safeName = "Error", safeCode] = [name, code].map(word);
  const copy = Object.assign(
    new Error(safeCode ?? safeName),
    { name: safeName },
    safeCode && { code: safeCode },
  );
  copy.stack = String(copy);
  return copy;
}

/** Such as `TypeError` or `ERR_TLSV13_ALERT`, and nothing that could be a number or a key. */
function word(text: unknown): string | undefined {
  return typeof text === "string" && /^[a-z_/]+\d{0,2}[a-z_/]*$/i.test(text) ? text : undefined;
}
