import { isRounded } from "./body.ts";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import { PRINTABLE } from "./headers.ts";
import type { Operation, Parameter } from "./operation.ts";
import { looksLike } from "./typo.ts";

/** What each place can carry. */
const FIT = {
  // Not blank, and no dot segment: some gateways decode %2F before they route. Half a surrogate pair has no UTF-8.
  path: /^(?!\s*$|(.*[/\\])?\.\.?($|[/\\]))[^\p{Cc}\p{Cs}]*$/su,
  query: /^[^\p{Cc}\p{Cs}]*$/u,
  header: PRINTABLE,
};

/**
 * Puts a call's input into the path and query of `operation`, and into `headers`; the values into `values`.
 * Refuses what would reach another resource or mean something else than the caller thinks: missing and empty values,
 * wrong types, rounded numbers, dot segments, control characters, misspelt names. Messages never quote a value.
 */
export function writeInput(
  operation: Operation,
  given: { readonly [name: string]: unknown },
  tenant: string,
  headers: { [name: string]: string },
  values: unknown[],
): string {
  const { parameters, structured, body } = operation;
  const query: string[] = [];
  let { path } = operation;
  const refuse = (name: string) => (problem: string) => new PismoInputError(operation, name, problem);
  const checkAbsent = (name: string, required: boolean | undefined) => {
    // Other unknown members pass, so that a wider object can be given.
    const typo = Object.keys(given).find(
      (key) => !(key in parameters) && key !== "body" && looksLike(key, name),
    );
    if (typo) throw refuse(name)(`is missing; is it ${typo}?`);
    if (required) throw refuse(name)("is missing");
  };

  for (const name in parameters) {
    const parameter = parameters[name]!;
    const { in: place, type } = parameter;
    const value = given[name] ?? (/^x-tenant$/i.test(name) && tenant ? tenant : undefined);
    if (value === undefined) {
      checkAbsent(name, parameter.required);
      continue;
    }
    const encode = place === "header" ? String : encodeURIComponent;
    const writeScalar = (value: unknown, type: Parameter["type"]) => {
      const text = checkScalar(value, type, place, refuse(name));
      values.push(text);
      return encode(text);
    };
    const text =
      structured && (parameter.style || typeof value === "object")
        ? structured(name, value, parameter, writeScalar, refuse(name))
        : (place === "query" ? `${encode(name)}=` : "") + writeScalar(value, type);
    // What is encoded has no "$", which would stand for something else.
    if (place === "path") path = path.replaceAll(`{${name}}`, text);
    else if (place === "query") query.push(text);
    else headers[name.toLowerCase()] = text;
  }

  if (given.body === undefined) {
    if (body) checkAbsent("body", body.required);
  } else if (!body) throw refuse("body")("is not taken");
  const search = query.filter(Boolean).join("&");
  return path + (search && `?${search}`);
}

function checkScalar(
  value: unknown,
  type: Parameter["type"],
  place: Parameter["in"],
  refuse: (problem: string) => Error,
): string {
  const actual = typeof value;
  // A string, number, bigint or boolean: no symbol, which has no text of its own.
  const text = /^(st|n|b)/.test(actual) ? String(value) : undefined;
  // Digits as a string keep ids beyond 2^53.
  const fits = type === actual || type === "unknown" || (type === "integer" && /^-?\d+$/.test(text!));
  if (text === undefined || !fits) throw refuse(`must be ${type}`);
  if (isRounded(value)) throw refuse("has a number beyond 2^53: give a string");
  if (!FIT[place].test(text)) throw refuse(`is not fit for a ${place}: empty, dots or control characters`);
  return text;
}
