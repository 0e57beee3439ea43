import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DocumentError } from "./document-error.ts";
import { sourcesFile } from "./package-sources.ts";

/** The `prepack` of every published package: puts into what is packed the hashes of what it was made from. */

try {
  const { path, text } = sourcesFile(join(import.meta.dirname, "../.."), basename(process.cwd()));
  writeFileSync(path, text);
} catch (error) {
  if (!(error instanceof DocumentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
