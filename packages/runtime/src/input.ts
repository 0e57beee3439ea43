import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation, Parameter } from "./operation.ts";
import { looksLike } from "./typo.ts";

/** What of a call's input goes into the URL, and the values of its parameters. */
export interface Written {
  /** Path and query. */
  readonly target: string;
  /** The values of its parameters, as they were given. */
  readonly values: unknown[];
}

/** OpenAPI 3: header parameters of these names are ignored. The client sets them itself. */
const IGNORED_HEADERS = /^(accept|content-type|authorization)$/i;

/** Half a surrogate pair among them: it has no UTF-8. */
const UNSENDABLE = /[\p{Cc}\p{Cs}]/u;

/** Empty, or with a dot segment; some gateways decode %2F before they route. */
const NO_SEGMENT = /^\s*$|(^|[/\\])\.\.?($|[/\\])/;

export const HEADER_VALUE: RegExp = /^[ -~]*$/;

/**
 * Refuses what would reach another resource or mean something else than the caller thinks: missing and empty values,
 * wrong types, rounded numbers, dot segments, control characters, misspelt names. Messages never quote a value.
 * Header parameters are put into `headers`.
 */
export function writeInput(
  operation: Operation,
  given: { readonly [name: string]: unknown },
  tenant: string | undefined,
  headers: { [name: string]: string },
): Written {
  const { parameters, structured } = operation;
  const query: string[] = [];
  const values: unknown[] = [];
  let { path } = operation;
  const absent = operation.body && given.body === undefined ? ["body"] : [];
  const required = operation.body?.required ? [...absent] : [];

  for (const name in parameters) {
    const parameter = parameters[name]!;
    const place = parameter.in;
    if (place === "header" && IGNORED_HEADERS.test(name)) continue;
    const value = given[name] ?? (/^x-tenant$/i.test(name) ? tenant : undefined);
    if (value === undefined) {
      absent.push(name);
      if (parameter.required || place === "path") required.push(name);
      continue;
    }
    const refuse = (problem: string) => new PismoInputError(operation, name, problem);
    const encode = place === "header" ? String : encodeURIComponent;
    const writeScalar = (value: unknown, type: Parameter["type"]) =>
      encode(checkScalar(value, type, place, refuse));
    values.push(value);
    const text =
      structured && (parameter.style || typeof value === "object")
        ? structured(name, value, parameter, writeScalar, refuse)
        : (place === "query" ? `${name}=` : "") + writeScalar(value, parameter.type);
    if (place === "path") path = path.replace(`{${name}}`, () => text);
    else if (place === "query") query.push(text);
    else if (HEADER_VALUE.test(text)) headers[name.toLowerCase()] = text;
    else throw refuse("must be printable ASCII");
  }

  for (const key in given) {
    // Other unknown members pass, so that a wider object can be given.
    const meant =
      key in parameters || key === "body" ? undefined : absent.find((name) => looksLike(key, name));
    if (meant) throw new PismoInputError(operation, meant, `is missing; is it ${key.slice(0, 40)}?`);
  }
  if (required[0]) throw new PismoInputError(operation, required[0], "is missing");
  if (given.body !== undefined && !operation.body)
    throw new PismoInputError(operation, "body", "is not taken");
  const search = query.filter(Boolean).join("&");
  return { target: path + (search && `?${search}`), values };
}

function checkScalar(
  value: unknown,
  type: Parameter["type"],
  place: Parameter["in"],
  refuse: (problem: string) => Error,
): string {
  const actual = typeof value;
  const isScalar = /^(string|number|bigint|boolean)$/.test(actual);
  const text = isScalar ? String(value) : "";
  // Digits as a string keep ids beyond 2^53.
  const fits = type === actual || type === "unknown" || (type === "integer" && /^-?\d+$/.test(text));
  if (!isScalar || !fits) throw refuse(`must be ${type}`);
  if (actual === "number" && !(Math.abs(value as number) < 2 ** 53))
    throw refuse("is beyond 2^53, where numbers are rounded: give the digits as a string");
  if (UNSENDABLE.test(text)) throw refuse("has a control character");
  if (place === "path" && NO_SEGMENT.test(text)) throw refuse('is empty or has a "." or ".." segment');
  return text;
}
