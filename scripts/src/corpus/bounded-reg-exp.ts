import { Script } from "node:vm";
import { lenientRegExp } from "./lenient-reg-exp.ts";

/** In milliseconds; any pattern that is written with care is done in less than one. */
const patience = 200;

/** A pattern of a document that does not come to an end on a text of the same document. */
export class EndlessPattern extends Error {
  readonly pattern: string;

  constructor(pattern: string) {
    super(
      `the pattern ${JSON.stringify(pattern.slice(0, 80))} takes longer than ${patience} ms: it backtracks`,
    );
    this.pattern = pattern;
  }
}

const script = new Script("test()");

/**
 * A document's regular expression, which is given up when it takes too long: one such as `^(a+)+$` could take years.
 * @returns what ajv takes as one
 */
export function boundedRegExp(pattern: string): { test(text: string): boolean; toString(): string } {
  const expression = lenientRegExp(pattern);
  return {
    // By which ajv tells one from another.
    toString: () => String(expression),
    test(text) {
      // Nothing short is slow.
      if (text.length < 10) return expression.test(text);
      try {
        return script.runInNewContext(
          { test: () => expression.test(text) },
          { timeout: patience },
        ) as boolean;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
          throw new EndlessPattern(pattern);
        throw error;
      }
    },
  };
}
