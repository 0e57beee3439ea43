/**
 * A mistake in what the maintainer gave: a document, an overlay, the list of sources.
 * The command prints its message alone; a stack trace would help nobody.
 */
export class DocumentError extends Error {
  /** File and JSON pointer, or file, line and column. */
  readonly places: readonly string[];
  /** What is wrong there, and what to do. */
  readonly what: string;

  constructor(where: string | readonly string[], what: string, mend?: string) {
    const places = [where].flat();
    super(printable(`${places.join("\n  and ")}\n  ${what}${mend ? `\n  ${mend}` : ""}`));
    this.name = "DocumentError";
    this.places = places;
    this.what = mend ? `${what} ${mend}` : what;
  }
}

/** A terminal would obey control characters in a document's names. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, (character) => JSON.stringify(character).slice(1, -1));
}
