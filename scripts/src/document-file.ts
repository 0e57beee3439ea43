import { readFileSync, statSync } from "node:fs";
import { DocumentError } from "./document-error.ts";

/** So large may a document be: forty times the largest that is published. */
export const maxDocumentSize = 10 * 1024 * 1024;

/**
 * The bytes of a document's file. Its size is looked at before anything is read.
 * @param shown what the maintainer knows the file by
 * @throws DocumentError for what is no file, or too large
 */
export function readDocumentFile(path: string, shown: string): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new DocumentError(shown, "There is no such file.");
  if (stat.size > maxDocumentSize) throw tooLarge(shown, maxDocumentSize);
  return readFileSync(path);
}

export function tooLarge(shown: string, limit: number): DocumentError {
  return new DocumentError(
    shown,
    `It is larger than ${limit / 1024 / 1024} MiB.`,
    "No API's document is: is this another file?",
  );
}
