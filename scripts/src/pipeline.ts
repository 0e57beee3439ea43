import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assemble } from "./assemble.ts";
import { DocumentError } from "./document-error.ts";
import { emitClient } from "./emit-client.ts";
import { emitEvents } from "./emit-events.ts";
import { emitFacade } from "./emit-facade.ts";
import { emitMockDocuments } from "./emit-mock.ts";
import { emitMockEvents } from "./emit-mock-events.ts";
import { emitOperations } from "./emit-operations.ts";
import { updateReadme } from "./emit-readme.ts";
import { updateEventsTable } from "./emit-readme-events.ts";
import { updatePackagesTable } from "./emit-readme-packages.ts";
import { emitSchema } from "./emit-schema.ts";
import { emitTypes } from "./emit-types.ts";
import { emitValidators } from "./emit-validators.ts";
import { parseEventPage } from "./event-page.ts";
import type { JsonObject } from "./json.ts";
import { type OperationModel, readOperations } from "./operations.ts";
import { applyOverlay, readOverlay } from "./overlay.ts";
import { readDocument } from "./read-document.ts";
import { isEvent, readSources, type Source, sha256 } from "./sources.ts";
import { withinReach } from "./too-deep.ts";

export interface Generated {
  /** Every generated file, by its path below the root, with `/` on every platform. */
  readonly files: ReadonlyMap<string, string>;
  /** The upstream documents whose bytes are not the recorded ones. */
  readonly changed: readonly string[];
}

interface Api {
  readonly api: string;
  readonly title: string;
  /** Path of the whole document below the root. */
  readonly source: string;
  readonly document: JsonObject;
  readonly operations: readonly OperationModel[];
  /** The document as it is written, and its hash. */
  readonly text: string;
  readonly sha256: string;
}

/** Makes everything that specs/ gives, and writes nothing. */
export async function pipeline(root: string): Promise<Generated> {
  const { sources, list, changed } = readSources(join(root, "specs"));
  const apis = [
    ...Map.groupBy(
      sources.filter((source) => !isEvent(source)),
      ({ api }) => api,
    ),
  ].map(([api, fragments]) => withinReach(`specs/${api}`, () => readApi(root, api, fragments)));
  const files = new Map<string, string>([["specs/sources.yaml", list]]);
  for (const api of apis) withinReach(api.source, () => emitApi(root, api, files));
  files.set("packages/client/src/generated/apis.ts", header(apis) + emitFacade(apis));
  for (const { api } of [...apis, { api: "events" }]) {
    files.set(`packages/client/src/generated/${api}.ts`, `export * from "@pismo-client/${api}";\n`);
  }
  for (const { api } of apis) {
    const validators = `export * from "@pismo-client/${api}/validators";\n`;
    files.set(`packages/client/src/generated/${api}-validators.ts`, validators);
  }
  files.set("packages/mock/src/generated/documents.ts", header(apis) + emitMockDocuments(apis));
  const events = sources.filter(isEvent).map((source) => ({
    ...parseEventPage(source.text, source.file, source.event),
    source: source.file,
    sha256: source.sha256,
  }));
  for (const [name, text] of await emitEvents(events))
    files.set(`packages/events/src/generated/${name}`, text);
  files.set("packages/mock/src/generated/events.ts", emitMockEvents(events));
  const eventsReadme = "packages/events/README.md";
  const readEvents = join(root, eventsReadme);
  if (existsSync(readEvents))
    files.set(eventsReadme, updateEventsTable(readFileSync(readEvents, "utf8"), events));
  const home = join(root, "README.md");
  if (existsSync(home)) files.set("README.md", updatePackagesTable(readFileSync(home, "utf8"), apis));
  for (const [file, text] of files) if (!file.endsWith(".yaml")) files.set(file, inReadingOrder(text));
  return { files, changed };
}

/** With what would turn the direction of text around written out: code must be what a reviewer sees. */
function inReadingOrder(text: string): string {
  return text.replaceAll(
    /[\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

/** What the fragments of one API make together, without its overlay. */
export function assembledDocument(sources: readonly Source[]): JsonObject {
  return assemble(
    sources.map(({ file, text }) => ({
      source: `specs/${file}`,
      document: readDocument(text, `specs/${file}`),
    })),
  );
}

/** The whole document of an API: its fragments, assembled, with its overlay. */
export function readWhole(root: string, api: string, sources: readonly Source[]): JsonObject {
  const assembled = assembledDocument(sources);
  const overlay = `specs/${api}/overlay.yaml`;
  const path = join(root, overlay);
  return existsSync(path)
    ? applyOverlay(assembled, readOverlay(readFileSync(path, "utf8"), overlay))
    : assembled;
}

function readApi(root: string, api: string, sources: readonly Source[]): Api {
  const document = readWhole(root, api, sources);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const source = `specs/${api}/openapi.json`;
  return {
    api,
    source,
    title: String((document.info as JsonObject | undefined)?.title ?? api),
    document,
    operations: readOperations(document, source),
    text,
    sha256: sha256(text),
  };
}

function emitApi(root: string, api: Api, files: Map<string, string>): void {
  const { document, operations, source } = api;
  const folder = `packages/${api.api}`;
  const generated = `${folder}/src/generated`;
  files.set(source, api.text);
  files.set(`${generated}/schema.ts`, header([api]) + emitSchema(document, operations, source));
  files.set(`${generated}/types.ts`, header([api]) + emitTypes(document, operations));
  files.set(`${generated}/operations.ts`, header([api]) + emitOperations(operations));
  const validators = emitValidators(api.api, api.title, document, operations, source);
  files.set(`${generated}/validators.ts`, header([api]) + validators);
  files.set(`${generated}/client.ts`, header([api]) + emitClient(api.api, api.title, operations));
  files.set(`${folder}/README.md`, readme(root, `${folder}/README.md`, document, operations));
}

function readme(
  root: string,
  file: string,
  document: JsonObject,
  operations: readonly OperationModel[],
): string {
  const path = join(root, file);
  const text = existsSync(path) ? updateReadme(readFileSync(path, "utf8"), document, operations) : undefined;
  if (text !== undefined) return text;
  throw new DocumentError(
    file,
    "The API's package has no README with a place for its operations.",
    "Put `<!-- generated: operations -->` and `<!-- /generated -->` where they belong.",
  );
}

function header(apis: readonly Api[]): string {
  const documents = apis.map(({ source, sha256 }) => `// ${source} sha256:${sha256}\n`);
  return `// Generated by \`pnpm generate\`; changes made here are lost. Made from:\n${documents.join("")}\n`;
}
