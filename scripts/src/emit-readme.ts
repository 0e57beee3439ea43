import { isObject, type JsonObject, pointer, walk } from "./json.ts";
import { codeSpan, inline } from "./markdown.ts";
import type { OperationModel } from "./operations.ts";

const begin = "<!-- generated: operations -->";
const end = "<!-- /generated -->";

/** The README with its generated part, between two markers, brought up to date. Returns undefined where it has no markers. */
export function updateReadme(
  readme: string,
  document: JsonObject,
  operations: readonly OperationModel[],
): string | undefined {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end);
  if (start < 0 || stop < start) return undefined;
  const generated = `${operationsTable(operations)}${notes(document)}`;
  return `${readme.slice(0, start)}${begin}\n${generated}${readme.slice(stop)}`;
}

function operationsTable(operations: readonly OperationModel[]): string {
  const rows = operations.map(({ metadata, summary, deprecated }) =>
    row([
      `\`${metadata.name}\``,
      `${inline(summary)}${deprecated ? " (deprecated)" : ""}`,
      codeSpan(`${metadata.method} ${metadata.basePath}${metadata.path}`),
      metadata.host === "pci" ? "PCI" : "API",
      metadata.retry,
    ]),
  );
  return `| function | what it does | method and path | host | repeating |\n| --- | --- | --- | --- | --- |\n${rows.join("")}`;
}

function notes(document: JsonObject): string {
  const found = readNotes(document).map(({ place, note }) => `- ${codeSpan(place)}: ${inline(note)}\n`);
  return found.length === 0 ? "" : `\nWhat to know of the document:\n\n${found.join("")}`;
}

export interface Note {
  /** An operation's method and path, a schema's name, or else a JSON pointer. */
  readonly place: string;
  readonly note: string;
}

/** What the document says only in prose, or differently in two places, as our overlay tells it. */
export function readNotes(document: JsonObject): Note[] {
  const found: Note[] = [];
  walk(document, (object, path) => {
    const extension = object["x-pismo-client"];
    if (isObject(extension) && typeof extension.note === "string")
      found.push({ place: title(path), note: extension.note.trim() });
  });
  return found;
}

function title(path: readonly string[]): string {
  if (path[0] === "components" && path[1] === "schemas")
    return path
      .slice(2)
      .filter((token) => token !== "properties")
      .join(".");
  if (path[0] === "paths") return `${path[2]?.toUpperCase()} ${path[1]}`;
  return pointer(...path);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
}
