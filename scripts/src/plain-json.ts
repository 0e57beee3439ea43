import { DocumentError } from "./document-error.ts";
import { type Json, pointer } from "./json.ts";

/** So deep may lists and objects stand in one another; published documents have less than 30 levels. */
export const maxDepth = 100;

const halfCharacter = "A text holds half of a character (a lone surrogate), which no file can hold.";

/**
 * Refuses what parsers accept and nothing after them can work with: values nested without end, numbers that are none,
 * and members named `__proto__`, which would reach into every object that the document is merged with.
 * @param limit of the number of values, for a format that can state one of them at several places
 */
export function checkPlain(value: unknown, source: string, limit = Number.POSITIVE_INFINITY): Json {
  const path: string[] = [];
  const above: unknown[] = [];
  let count = 0;
  const refuse = (what: string, mend?: string): never => {
    // Far down, the beginning tells enough.
    throw new DocumentError(source + pointer(...path.slice(0, 20)), what, mend);
  };
  const check = (each: unknown): void => {
    if (++count > limit)
      refuse("Its YAML cannot be read: its aliases stand for more values than it has characters.");
    if (typeof each === "number" && !Number.isFinite(each))
      refuse("A number was expected here that is one: infinity, NaN and what is beyond 10^308 are refused.");
    if (typeof each === "string" && !each.isWellFormed()) refuse(halfCharacter);
    if (typeof each !== "object" || each === null) return;
    if (above.includes(each)) refuse("Its YAML cannot be read: an alias holds itself.");
    if (above.length === maxDepth)
      refuse(
        `It is nested deeper than ${maxDepth} levels.`,
        "Give what is inside a name among the components.",
      );
    above.push(each);
    for (const [name, member] of Object.entries(each)) {
      if (!name.isWellFormed()) refuse(halfCharacter);
      path.push(name);
      if (name === "__proto__") refuse("A member named `__proto__` is refused.");
      check(member);
      path.pop();
    }
    above.pop();
  };
  check(value);
  return value as Json;
}
