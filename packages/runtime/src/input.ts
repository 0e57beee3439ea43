import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation, Parameter } from "./operation.ts";
import { looksLike } from "./typo.ts";

/** A call's input, checked and sorted by where its parts go. */
export interface Parts {
  readonly path: { [name: string]: unknown };
  readonly query: { [name: string]: unknown };
  readonly header: { [name: string]: string };
  readonly body: unknown;
}

type Refuse = (problem: string) => Error;

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
 */
export function readInput(operation: Operation, input: object, tenant: string | undefined): Parts {
  const { parameters } = operation;
  const values: { readonly [name: string]: unknown } = { ...input };
  const parts: Parts = { path: {}, query: {}, header: {}, body: values.body };
  const absent = operation.body && values.body === undefined ? ["body"] : [];
  const required = operation.body?.required ? [...absent] : [];

  for (const [name, parameter] of Object.entries(parameters)) {
    const place = parameter.in;
    if (place === "header" && IGNORED_HEADERS.test(name)) continue;
    const value = values[name] ?? (/^x-tenant$/i.test(name) ? tenant : undefined);
    if (value === undefined) {
      absent.push(name);
      if (parameter.required || place === "path") required.push(name);
      continue;
    }
    const refuse: Refuse = (problem) => new PismoInputError(operation, name, problem);
    checkValue(value, parameter, refuse);
    if (place === "header") parts.header[name.toLowerCase()] = writeHeader(value, refuse);
    else parts[place][name] = value;
  }

  for (const key in values) {
    // Other unknown members pass, so that a wider object can be given.
    const meant =
      key in parameters || key === "body" ? undefined : absent.find((name) => looksLike(key, name));
    if (meant) throw new PismoInputError(operation, meant, `is missing; is it ${key.slice(0, 40)}?`);
  }
  if (required[0]) throw new PismoInputError(operation, required[0], "is missing");
  if (parts.body !== undefined && !operation.body)
    throw new PismoInputError(operation, "body", "is not taken");
  return parts;
}

function checkValue(value: unknown, { type, in: place }: Parameter, refuse: Refuse): void {
  const shape = Array.isArray(value) ? "array" : typeof value;
  if (shape !== "array" && (shape !== "object" || value === null)) {
    checkScalar(value, type, place, refuse);
    return;
  }
  const members = Object.entries(value as object);
  if ((type !== shape && type !== "unknown") || (place === "path" && !members[0]))
    throw refuse(`must be ${type}, not empty`);
  for (const [key, member] of members) {
    // openapi-fetch writes the keys as they are.
    if (/[^\w.-]/.test(key)) throw refuse("has a key that is not fit for a URL");
    checkScalar(member, "unknown", place, refuse);
  }
}

function checkScalar(value: unknown, type: Parameter["type"], place: string, refuse: Refuse): void {
  const actual = typeof value;
  const text = String(value);
  const fits =
    type === "integer"
      ? // Digits as a string keep ids beyond 2^53.
        /^(string|number|bigint)$/.test(actual) && /^-?\d+$/.test(text)
      : type === "unknown"
        ? /^(string|number|bigint|boolean)$/.test(actual)
        : actual === type;
  if (!fits) throw refuse(`must be ${type}`);
  if (actual === "number" && !(Math.abs(value as number) < 2 ** 53)) {
    throw refuse("is beyond 2^53, where numbers are rounded: give the digits as a string");
  }
  if (UNSENDABLE.test(text)) throw refuse("has a control character");
  if (place === "path" && NO_SEGMENT.test(text)) throw refuse('is empty or has a "." or ".." segment');
}

/** OpenAPI's style `simple`: `a,b` for arrays, `k,v` for objects. */
function writeHeader(value: unknown, refuse: Refuse): string {
  const text = String(
    typeof value !== "object" || Array.isArray(value) ? value : Object.entries(value as object),
  );
  if (!HEADER_VALUE.test(text)) throw refuse("must be printable ASCII");
  return text;
}
