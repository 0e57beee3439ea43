import { LineCounter, parseDocument } from "yaml";
import { DocumentError } from "./document-error.ts";
import { copy, type Json, pointer, walk } from "./json.ts";

/**
 * Parses JSON, with the line and column of a mistake.
 * @param start where the JSON begins in `text`, for one that a page holds
 * @param end where it ends
 */
export function parseJson(text: string, source: string, start = 0, end: number = text.length): Json {
  const json = text.slice(start, end);
  try {
    return refusePrototypes(JSON.parse(json) as Json, source);
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
  const value = (): boolean => {
    if (take(/\s*\{/y)) return list(/\s*\}/y, member);
    return take(/\s*\[/y) ? list(/\s*\]/y, value) : take(scalar);
  };
  value();
  take(/\s*/y);
  return offset;
}

/** Parses YAML 1.2, with the line and column of a mistake. */
export function parseYaml(text: string, source: string): Json {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const problem = yaml.errors[0];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new DocumentError(`${source}:${line}:${col}`, `Its YAML cannot be read: ${problem.message}`);
  }
  let value: unknown;
  try {
    value = yaml.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    throw new DocumentError(source, `Its YAML cannot be read: ${(error as Error).message}`);
  }
  return refusePrototypes(withoutAliases(value, source), source);
}

/** A copy in which an alias is a value of its own, so that changing one place changes no other. */
function withoutAliases(value: unknown, source: string): Json {
  try {
    return copy((value ?? null) as Json);
  } catch {
    throw new DocumentError(source, "Its YAML cannot be read: an alias holds itself.");
  }
}

/** A member of this name would reach into every object that the document is merged with. */
function refusePrototypes(value: Json, source: string): Json {
  walk(value, (object, path) => {
    if (Object.hasOwn(object, "__proto__")) {
      throw new DocumentError(
        `${source}${pointer(...path, "__proto__")}`,
        "A member named `__proto__` is refused.",
      );
    }
  });
  return value;
}
