/**
 * A mistake in what the maintainer gave: a document, an overlay, the list of sources.
 * The command prints its message alone; a stack trace would help nobody.
 */
export class DocumentError extends Error {
  constructor(where: string | readonly string[], what: string, mend?: string) {
    const places = typeof where === "string" ? where : where.join("\n  and ");
    super(`${places}\n  ${what}${mend ? `\n  ${mend}` : ""}`);
    this.name = "DocumentError";
  }
}
