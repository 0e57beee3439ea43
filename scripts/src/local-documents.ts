import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { DocumentError } from "./document-error.ts";
import { readDocumentFile } from "./document-file.ts";
import { sorted } from "./json.ts";

export interface LocalDocument {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The file, or every file of the folder and of those in it that could be a document by its name. */
export function localDocuments(path: string, folder: string): LocalDocument[] {
  const full = resolve(folder, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (!stat) throw new DocumentError(path, "There is no such file or folder.");
  if (!stat.isDirectory()) return [{ path, bytes: readDocumentFile(full, path) }];
  const found = readdirSync(full, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /^[^.].*\.(json|ya?ml|md|markdown|txt)$/i.test(entry.name),
  );
  if (found.length === 0) {
    throw new DocumentError(
      path,
      "The folder has no document.",
      "Documents end with .md, .txt, .json, .yaml or .yml.",
    );
  }
  const names = sorted(found.map((entry) => relative(full, join(entry.parentPath, entry.name))));
  return names.map((name) => ({
    path: join(path, name),
    bytes: readDocumentFile(join(full, name), join(path, name)),
  }));
}
