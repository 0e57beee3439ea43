import { load, YAMLException } from "js-yaml";
import { DocumentError } from "./document-error.ts";
import { copy, type Json } from "./json.ts";
import { checkPlain, maxDepth } from "./plain-json.ts";

/**
 * Parses JSON, with the line and column of a mistake.
 * @param start where the JSON begins in `text`, for one that a page holds
 * @param end where it ends
 */
export function parseJson(text: string, source: string, start = 0, end: number = text.length): Json {
  const json = text.slice(start, end);
  try {
    return checkPlain(JSON.parse(json), source);
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    const before = text.slice(0, start + firstMistake(json)).split("\n");
    throw new DocumentError(
      `${source}:${before.length}:${before.at(-1)!.length + 1}`,
      `Its JSON cannot be read: ${(error as Error).message.replace(/( in JSON)? at position .*/, "")}`,
    );
  }
}

const scalar =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a string must not hold.
  /\s*(?:"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** The offset of the first character that JSON cannot have there: not every message of JSON.parse tells it. */
function firstMistake(json: string): number {
  let offset = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = offset;
    if (!pattern.test(json)) return false;
    offset = pattern.lastIndex;
    return true;
  };
  const list = (close: RegExp, item: () => boolean): boolean => {
    if (take(close)) return true;
    do if (!item()) return false;
    while (take(/\s*,/y));
    return take(close);
  };
  const member = (): boolean => take(/\s*(?=")/y) && take(scalar) && take(/\s*:/y) && value();
  let depth = 0;
  const value = (): boolean => {
    if (depth > maxDepth) return false;
    depth++;
    const isWhole = take(/\s*\{/y)
      ? list(/\s*\}/y, member)
      : take(/\s*\[/y)
        ? list(/\s*\]/y, value)
        : take(scalar);
    depth--;
    return isWhole;
  };
  value();
  take(/\s*/y);
  return offset;
}

/** Parses YAML 1.2 (its core schema), with the line and column of a mistake. An alias is a value of its own. */
export function parseYaml(text: string, source: string): Json {
  let value: unknown;
  try {
    value = load(text, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    // A text without any value is `null`, as in a file of comments.
    if (!mark && /input is empty/.test(reason)) return null;
    const place = mark ? `:${mark.line + 1}:${mark.column + 1}` : "";
    throw new DocumentError(source + place, `Its YAML cannot be read: ${reason}`);
  }
  return copy(checkPlain(value, source, text.length));
}
