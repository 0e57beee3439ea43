import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { DocumentError } from "./document-error.ts";
import { readDocumentFile } from "./document-file.ts";
import type { EventIdentity } from "./event-page.ts";
import { isObject, type Json, type JsonObject, sorted } from "./json.ts";
import { parseYaml } from "./parse.ts";

const list = "specs/sources.yaml";
const kinds = ["reference-page", "openapi", "event-page", "event-schema"] as const;

/** Folders of packages/ that are no API's. */
const otherPackages = ["bench", "client", "contract", "example", "install", "mock", "runtime"];

/** An upstream document: where it came from, and its bytes. */
export interface Source {
  /** Path below `specs/`, with `/` on every platform. */
  readonly file: string;
  readonly api: string;
  readonly kind: (typeof kinds)[number];
  readonly sha256: string;
  readonly text: string;
  /** Which event it is, for a JSON Schema that does not say so itself: `domain`, `event` and `version` of its entry. */
  readonly event?: EventIdentity;
  /** Its entry in the list, with everything that is known of where it came from. */
  readonly entry: JsonObject;
}

export function isEvent({ kind }: Source): boolean {
  return kind === "event-page" || kind === "event-schema";
}

export interface Sources {
  readonly sources: readonly Source[];
  /** `sources.yaml` with the hash of every document as it is now. */
  readonly list: string;
  /** The documents whose bytes are not the recorded ones. */
  readonly changed: readonly string[];
}

/** Reads `specs/sources.yaml` and every document it lists. A document that it does not list, or lists in vain, is an error. */
export function readSources(specs: string): Sources {
  const yaml = readList(specs);
  const entries = parseYaml(yaml, list);
  if (!Array.isArray(entries)) throw new DocumentError(list, "A list of documents was expected.");
  const changed: string[] = [];
  const sources = entries.map((entry, index) => {
    const source = readSource(specs, entry, `${list}#/${index}`);
    if ((entry as JsonObject).sha256 !== source.sha256) changed.push(source.file);
    return source;
  });
  refuseRepeated(sources);
  refuseUnlisted(specs, sources);
  sources.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { sources, list: changed.length > 0 ? withHashes(yaml, sources) : yaml, changed };
}

function withHashes(yaml: string, sources: readonly Source[]): string {
  const document = parseDocument(yaml);
  for (const item of (document.contents as unknown as YAMLSeq<YAMLMap>).items) {
    const source = sources.find(({ file }) => file === item.get("file"));
    if (source && item.get("sha256") !== source.sha256) item.set("sha256", source.sha256);
  }
  return document.toString({ lineWidth: 0 });
}

function readList(specs: string): string {
  try {
    return readFileSync(join(specs, "sources.yaml"), "utf8");
  } catch {
    throw new DocumentError(
      list,
      "It cannot be read.",
      "It lists the upstream documents: is this the root of the repository?",
    );
  }
}

function readSource(specs: string, entry: Json, place: string): Source {
  if (!isObject(entry)) throw new DocumentError(place, "An object was expected here.");
  const { file, kind } = entry;
  const api = typeof file === "string" ? /^([a-z][a-z0-9-]*)\/upstream\/[^/\\]+$/.exec(file)?.[1] : undefined;
  if (typeof file !== "string" || api === undefined) {
    throw new DocumentError(`${place}/file`, "Expected `<api>/upstream/<name>`, a path below specs/.");
  }
  if (!kinds.some((known) => known === kind)) {
    throw new DocumentError(`${place}/kind`, `Expected one of ${kinds.join(", ")}.`);
  }
  if (otherPackages.includes(api) || (api === "events") !== /^event-/.test(String(kind))) {
    throw new DocumentError(
      `${place}/file`,
      `A document of kind ${kind} cannot be in specs/${api}/.`,
      `Events are in specs/events/, APIs in folders of their own; ${otherPackages.join(", ")} are other packages' names.`,
    );
  }
  if (!existsSync(join(specs, file))) {
    throw new DocumentError(
      `${place}/file`,
      `specs/${file} cannot be read.`,
      "Put it there, or delete the entry.",
    );
  }
  const bytes = readDocumentFile(join(specs, file), `specs/${file}`);
  const event = readEvent(entry, place);
  return {
    file,
    kind: kind as Source["kind"],
    api,
    sha256: sha256(bytes),
    text: decode(bytes, `specs/${file}`),
    entry,
    ...(event && { event }),
  };
}

function readEvent({ kind, domain, event, version }: JsonObject, place: string): EventIdentity | undefined {
  if (kind !== "event-schema") return undefined;
  if (typeof domain === "string" && typeof event === "string" && Number.isSafeInteger(version))
    return { domain, event, version: version as number };
  throw new DocumentError(
    place,
    "A JSON Schema alone does not say which event it is.",
    "Give its entry `domain: cards`, `event: rotate_cvv` and `version: 1`.",
  );
}

function refuseRepeated(sources: readonly Source[]): void {
  for (const [index, { file }] of sources.entries()) {
    const first = sources.findIndex((other) => other.file === file);
    if (first !== index) {
      throw new DocumentError(
        [`${list}#/${first}/file`, `${list}#/${index}/file`],
        `specs/${file} is listed twice.`,
        "Delete one of the entries.",
      );
    }
  }
}

/** @throws DocumentError for bytes that are not UTF-8 */
export function decode(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new DocumentError(place, "Its bytes are not UTF-8.");
  }
}

function refuseUnlisted(specs: string, sources: readonly Source[]): void {
  const listed = new Set(sources.map(({ file }) => file));
  for (const api of sorted(
    readdirSync(specs, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name),
  )) {
    for (const name of sorted(upstream(specs, api))) {
      const file = `${api}/upstream/${name}`;
      if (!listed.has(file)) {
        throw new DocumentError(
          `specs/${file}`,
          `It is not listed in ${list}.`,
          "Add an entry that says where it came from.",
        );
      }
    }
  }
}

function upstream(specs: string, api: string): string[] {
  try {
    return readdirSync(join(specs, api, "upstream"));
  } catch {
    return [];
  }
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
