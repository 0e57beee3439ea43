/** What can be wrong with an event. */
export type ProblemKind =
  /** A required member is not there. */
  | "missing"
  /** A value is of another type than the document says. */
  | "type"
  /** An integer beyond ±(2^53 − 1) where the document declares a number: it cannot be held exactly. */
  | "unsafe-integer"
  /** A value fits none of the alternatives that the document allows. */
  | "alternatives"
  /** The text is not JSON (RFC 8259). */
  | "syntax"
  /** An object has a member twice: readers disagree on which one counts (RFC 8259 section 4). */
  | "duplicate-member"
  /** A number that no JSON reader holds, such as `1e999`. */
  | "number"
  /** The bytes are not UTF-8. */
  | "encoding"
  /** The input is larger than the limit. */
  | "too-large"
  /** The input is nested more deeply than the limit. */
  | "too-deep"
  /** The input has more values than the limit. */
  | "too-many-values";

/** One thing that is wrong with an event. It never holds a value of the event. */
export interface Problem {
  /**
   * Where it is: a JSON pointer (RFC 6901) into the input, empty for all of it. A name that the event's document does
   * not declare shows as `*`: it may be somebody's data.
   */
  readonly pointer: string;
  readonly kind: ProblemKind;
  /** What is wrong there, in words: `is required`, `must be integer`. */
  readonly message: string;
}

const shown = 10;

/**
 * An input that is no event, or one that its document forbids. Its message and its problems name places and kinds, never
 * values, so they can be logged.
 */
export class EventError extends Error {
  override readonly name: string = "EventError";
  /** Everything that is wrong. A text that cannot be read has one problem. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], what = "The input") {
    const listed = problems
      .slice(0, shown)
      .map(({ pointer, message }) => `${pointer === "" ? "it" : pointer} ${message}`);
    const more = problems.length > shown ? `; and ${problems.length - shown} more` : "";
    super(`${what} is not a valid event: ${listed.join("; ")}${more}.`);
    this.problems = problems;
  }
}
