import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { assemble } from "./assemble.ts";
import { DocumentError } from "./document-error.ts";
import { readDocumentFile } from "./document-file.ts";
import { isObject, type JsonObject, sorted, walk } from "./json.ts";
import { type Action, applyOverlay, type Overlay, readOverlay } from "./overlay.ts";
import { proposeServers } from "./propose-servers.ts";
import { readDocument } from "./read-document.ts";
import { decode } from "./sources.ts";

/** Two documents of one API, as the pipeline would have them. */
export interface ForeignPair {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** The document in a file, or the fragments in a folder, assembled. */
export function readForeign(path: string): JsonObject {
  return assemble(
    filesOf(path).map((source) => ({
      source,
      document: readDocument(decode(readDocumentFile(source, source), source), source),
    })),
  );
}

/**
 * Corrects two documents as the overlay of the API in `specs/` with their title does. An action whose target one of them
 * lacks is applied to the other; one that rests on a text which one of them does not have is applied to neither, since
 * it would be a difference of ours. Where servers are still ambiguous, the prose decides.
 * @param warn is told which actions were left out
 */
export function correct(
  root: string,
  { before, after }: ForeignPair,
  warn: (message: string) => void,
): ForeignPair {
  const pair = [before, after];
  const overlays = pair.map((document) =>
    isCorrected(document) ? undefined : overlayOf(root, titleOf(document)),
  );
  const contradicted = new Set<string>();
  for (const [index, overlay] of overlays.entries()) {
    for (const [position, action] of overlay?.actions.entries() ?? []) {
      if (fit(pair[index]!, overlay!, action) === "contradicted")
        contradicted.add(`${overlay!.source}#/actions/${position}`);
    }
  }
  if (contradicted.size > 0) {
    warn(`Left out, because a document no longer says what they expect: ${[...contradicted].join(", ")}`);
  }
  const [old, now] = pair.map((document, index) => {
    const overlay = overlays[index];
    let result = document;
    for (const [position, action] of overlay?.actions.entries() ?? []) {
      if (
        !contradicted.has(`${overlay!.source}#/actions/${position}`) &&
        fit(result, overlay!, action) === "fits"
      )
        result = applyOverlay(result, { source: overlay!.source, actions: [action] });
    }
    return isCorrected(document) ? document : applyOverlay(result, proposeServers(result, titleOf(document)));
  });
  return { before: old!, after: now! };
}

function fit(document: JsonObject, { source }: Overlay, action: Action): "fits" | "absent" | "contradicted" {
  const { "x-expect": expected, ...others } = action;
  if (!canApply(document, { source, actions: [others] })) return "absent";
  return expected === undefined || canApply(document, { source, actions: [action] })
    ? "fits"
    : "contradicted";
}

function canApply(document: JsonObject, overlay: Overlay): boolean {
  try {
    applyOverlay(document, overlay);
    return true;
  } catch (error) {
    if (error instanceof DocumentError) return false;
    throw error;
  }
}

export function titleOf({ info }: JsonObject): string {
  return isObject(info) ? String(info.title ?? "") : "";
}

/** The folder's name in `specs/` of the API with this title. */
export function apiOf(root: string, title: string): string | undefined {
  return sorted(readdirSync(join(root, "specs"))).find((api) => {
    const path = join(root, "specs", api, "openapi.json");
    return existsSync(path) && titleOf(JSON.parse(readFileSync(path, "utf8")) as JsonObject) === title;
  });
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) throw new DocumentError(path, "There is no such file or folder.");
  if (!statSync(path).isDirectory()) return [path];
  const folder = existsSync(join(path, "upstream")) ? join(path, "upstream") : path;
  const files = sorted(readdirSync(folder))
    .filter((name) => !name.startsWith("."))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
  if (files.length === 0) throw new DocumentError(path, "The folder holds no document.");
  return files;
}

/** Whether an overlay of ours was applied already, as it is in `specs/<api>/openapi.json`. */
function isCorrected(document: JsonObject): boolean {
  let found = false;
  walk(document, (object) => {
    found ||= Object.hasOwn(object, "x-pismo-client");
  });
  return found;
}

function overlayOf(root: string, title: string): Overlay | undefined {
  const api = apiOf(root, title);
  const file = `specs/${api}/overlay.yaml`;
  const path = join(root, file);
  return api !== undefined && existsSync(path) ? readOverlay(readFileSync(path, "utf8"), file) : undefined;
}
