import { maxDepth } from "./plain-json.ts";

const scalar =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a string must not hold.
  /\s*(?:"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

export interface Scanned {
  /** The offset of the first character that JSON cannot have there: the text's end where all of it is JSON. */
  readonly offset: number;
  /** The first member whose name another one of its object has already. */
  readonly repeated: { readonly name: string; readonly offset: number } | undefined;
}

/** What JSON.parse does not always tell: where a mistake is, and a second member of the same name. */
export function scanJson(json: string): Scanned {
  let offset = 0;
  let repeated: Scanned["repeated"];
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
  const member = (names: Set<string>): boolean => {
    if (!take(/\s*(?=")/y)) return false;
    const start = offset;
    if (!take(scalar)) return false;
    const name: string = JSON.parse(json.slice(start, offset));
    if (names.has(name)) repeated ??= { name, offset: start };
    names.add(name);
    return take(/\s*:/y) && value();
  };
  const members = (): boolean => {
    const names = new Set<string>();
    return list(/\s*\}/y, () => member(names));
  };
  let depth = 0;
  const value = (): boolean => {
    if (depth > maxDepth) return false;
    depth++;
    const isWhole = take(/\s*\{/y) ? members() : take(/\s*\[/y) ? list(/\s*\]/y, value) : take(scalar);
    depth--;
    return isWhole;
  };
  value();
  take(/\s*/y);
  return { offset, repeated };
}
