import { EventError, type ProblemKind } from "./event-error.ts";
import type { InputLimits } from "./input-limits.ts";

const numberLiteral = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;

/**
 * Reads JSON (RFC 8259). `JSON.parse` would keep the last of two members of one name, round integers beyond 2^53, nest
 * without a bound, and quote the text in its messages; this reader refuses the first, keeps the second as `bigint`,
 * bounds the third, and names lines and columns only. A number that is written with a fraction or an exponent is a
 * `number`, as everywhere.
 */
export function parseJsonText(text: string, limits: InputLimits): unknown {
  let at = 0;
  let values = 0;

  const whole = value(0);
  skipSpace();
  if (at < text.length) fail("syntax", "has text after its end");
  return whole;

  function value(depth: number): unknown {
    skipSpace();
    if (++values > limits.values) fail("too-many-values", `has more than ${limits.values} values`);
    switch (text[at]) {
      case "{":
        return object(depth + 1);
      case "[":
        return array(depth + 1);
      case '"':
        return string();
      case "t":
        return word("true", true);
      case "f":
        return word("false", false);
      case "n":
        return word("null", null);
      default:
        return number();
    }
  }

  function object(depth: number): Record<string, unknown> {
    open(depth);
    const result: Record<string, unknown> = {};
    if (closes("}")) return result;
    do {
      skipSpace();
      const start = at;
      if (text.charCodeAt(at) !== quote) fail("syntax", "lacks a member's name");
      const name = string();
      if (Object.hasOwn(result, name)) fail("duplicate-member", "has a member for the second time", start);
      skipSpace();
      if (text[at] !== ":") fail("syntax", "lacks a colon");
      at++;
      const member = value(depth);
      if (name === "__proto__") {
        // Assigned, it would set the object's prototype.
        Object.defineProperty(result, name, {
          value: member,
          configurable: true,
          enumerable: true,
          writable: true,
        });
      } else result[name] = member;
    } while (continues("}"));
    return result;
  }

  function array(depth: number): unknown[] {
    open(depth);
    const result: unknown[] = [];
    if (closes("]")) return result;
    do result.push(value(depth));
    while (continues("]"));
    return result;
  }

  function open(depth: number): void {
    if (depth > limits.depth) fail("too-deep", `is nested more than ${limits.depth} levels deep`);
    at++;
  }

  function closes(bracket: string): boolean {
    skipSpace();
    if (text[at] !== bracket) return false;
    at++;
    return true;
  }

  function continues(bracket: string): boolean {
    skipSpace();
    const character = text[at];
    if (character !== "," && character !== bracket) fail("syntax", `lacks a comma or ${bracket}`);
    at++;
    return character === ",";
  }

  function string(): string {
    const start = at++;
    let isEscaped = false;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (code === backslash) {
        isEscaped = true;
        at++;
      } else if (code < space) fail("syntax", "has a control character in a string");
      else if (Number.isNaN(code)) fail("syntax", "has a string without an end", start);
    }
    at++;
    return isEscaped ? unescaped(start) : text.slice(start + 1, at - 1);
  }

  function unescaped(start: number): string {
    try {
      return JSON.parse(text.slice(start, at));
    } catch {
      return fail("syntax", "has a string with a wrong escape", start);
    }
  }

  function number(): number | bigint {
    numberLiteral.lastIndex = at;
    const [literal, fraction, exponent] = numberLiteral.exec(text) ?? fail("syntax", "lacks a value");
    const result = Number(literal);
    if (!Number.isFinite(result)) fail("number", "has a number that is too large");
    at += literal.length;
    const isExact = fraction !== undefined || exponent !== undefined || Number.isSafeInteger(result);
    return isExact ? result : BigInt(literal);
  }

  function word<Value>(literal: string, meaning: Value): Value {
    if (!text.startsWith(literal, at)) fail("syntax", "lacks a value");
    at += literal.length;
    return meaning;
  }

  function skipSpace(): void {
    for (let code = text.charCodeAt(at); code === space || code === 10 || code === 13 || code === 9; ) {
      code = text.charCodeAt(++at);
    }
  }

  function fail(kind: ProblemKind, what: string, place: number = at): never {
    let line = 1;
    for (let end = text.indexOf("\n"); end >= 0 && end < place; end = text.indexOf("\n", end + 1)) line++;
    const column = place - text.lastIndexOf("\n", place - 1);
    throw new EventError([{ pointer: "", kind, message: `${what} at line ${line}, column ${column}` }]);
  }
}
