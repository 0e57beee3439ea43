import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "./document-error.ts";
import type { Draft } from "./draft.ts";
import { type KnownApi, nameProblem } from "./find-api.ts";
import { generatedFiles } from "./generated-files.ts";
import { isObject, type Json } from "./json.ts";
import { acceptAll, compareAccepted, readAccepted } from "./lint-accepted.ts";
import { lintDocument } from "./lint-document.ts";
import { lintEvents } from "./lint-events.ts";
import type { Finding } from "./lint-finding.ts";
import { newPackage } from "./new-package.ts";
import { readOperations } from "./operations.ts";
import {
  extendOverlay,
  newOverlay,
  withExpectations,
  withoutObsoleteProposals,
} from "./overlay-proposals.ts";
import { parseJson } from "./parse.ts";
import { assembledDocument, pipeline, readWhole } from "./pipeline.ts";
import { type Incoming, type Placed, type Placement, placeDocument, uncovered } from "./place-document.ts";
import { proposeServers } from "./propose-servers.ts";
import { registerPackage } from "./register-package.ts";
import { editSourceList, type SourceEntry } from "./source-list.ts";
import { readSources, type Source } from "./sources.ts";
import { withinReach } from "./too-deep.ts";
import { recognize } from "./upstream-document.ts";

/** A document that has come in, with the API that it belongs to. */
export interface Arrival extends Incoming {
  readonly api: string;
  readonly bytes: Uint8Array;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Paths below `specs/` of the documents that the maintainer says it replaces. */
  readonly replaces?: readonly string[];
}

/** What became of a document. */
export interface Arrived {
  readonly arrival: Arrival;
  readonly state: "unchanged" | "new" | "changed";
  readonly notes: readonly string[];
}

/** The documents that a tree has, each told from its text. */
export function presentDocuments(sources: readonly Source[]): Placed[] {
  return sources.map(({ file, api, sha256, text, event, entry }) => ({
    file,
    api,
    sha256,
    ...(typeof entry.url === "string" && { url: entry.url }),
    document: recognize(text, `specs/${file}`, event),
  }));
}

/** The APIs of a tree, by the title of their whole document. */
export function knownApis(root: string, sources: readonly Source[]): KnownApi[] {
  const apis = new Map<string, Source[]>();
  for (const source of sources) {
    if (source.api !== "events") apis.set(source.api, [...(apis.get(source.api) ?? []), source]);
  }
  return [...apis].map(([api, fragments]) => {
    const [first] = fragments;
    const { title } = recognize(first!.text, `specs/${first!.file}`);
    const whole = join(root, "specs", api, "openapi.json");
    return { api, title: existsSync(whole) ? titleOf(parseJson(readFileSync(whole, "utf8"), whole)) : title };
  });
}

function titleOf(document: Json): string {
  const info = isObject(document) ? document.info : undefined;
  return isObject(info) && typeof info.title === "string" ? info.title.trim() : "";
}

/**
 * Takes documents into a draft and makes everything that follows from them: the list of sources, new packages,
 * servers that the prose decides, and all that is generated.
 * @throws DocumentError when a document cannot be taken; the draft is then of no use
 */
export async function takeIn(
  draft: Draft,
  arrivals: readonly Arrival[],
  received: string,
): Promise<Arrived[]> {
  const { sources } = readSources(join(draft.root, "specs"));
  const before = new Set(sources.map(({ api }) => api));
  let present = presentDocuments(sources);
  const put: SourceEntry[] = [];
  const dropped: string[] = [];
  const outcomes: Arrived[] = [];
  const placedNow = new Map<Placed, Arrival>();
  for (const arrival of arrivals) {
    if (!before.has(arrival.api)) refuseName(draft, arrival);
    const placement = placeDocument(arrival, arrival.api, present, arrival.replaces);
    if (!placement) {
      outcomes.push({ arrival, state: "unchanged", notes: [] });
      continue;
    }
    refuseTwoOfOneRun(arrival, placement, placedNow);
    outcomes.push({
      arrival,
      state: placement.replaced.length > 0 ? "changed" : "new",
      notes: notesOf(arrival, placement),
    });
    for (const { file } of placement.replaced) {
      draft.delete(`specs/${file}`);
      if (file !== placement.file) dropped.push(file);
    }
    draft.write(`specs/${placement.file}`, arrival.bytes);
    put.push(entryOf(arrival, placement.file, received));
    const placed: Placed = { ...arrival, file: placement.file };
    placedNow.set(placed, arrival);
    present = [...present.filter((each) => !placement.replaced.includes(each)), placed];
  }
  if (put.length === 0) return outcomes;
  draft.write("specs/sources.yaml", editSourceList(draft.read("specs/sources.yaml"), put, dropped));
  const touched = new Set(put.map(({ file }) => file.split("/")[0]!));
  const fresh = Map.groupBy(readSources(join(draft.root, "specs")).sources, ({ api }) => api);
  const note = (api: string, notes: readonly string[]) => {
    const last = outcomes.findLastIndex(({ arrival, state }) => arrival.api === api && state !== "unchanged");
    outcomes[last] = { ...outcomes[last]!, notes: [...outcomes[last]!.notes, ...notes] };
  };
  for (const api of touched) {
    if (api === "events") continue;
    const fragments = fresh.get(api)!;
    const { proposed, accepted } = withinReach(`specs/${api}`, () => {
      const proposed = decideServers(draft, api, fragments);
      const accepted = acceptFindings(draft, api, lintDocument(readWhole(draft.root, api, fragments)));
      if (!before.has(api)) addPackage(draft, api, fragments);
      return { proposed, accepted };
    });
    note(api, [...proposed, ...accepted]);
  }
  await generateInto(draft);
  // Only now it is known that their schemas can be used.
  if (touched.has("events"))
    note("events", acceptFindings(draft, "events", lintEvents(fresh.get("events")!)));
  return outcomes;
}

function refuseName(draft: Draft, { api, origin }: Arrival): void {
  if (api === "events") return;
  const problem =
    nameProblem(api) ??
    (draft.has(`packages/${api}/package.json`) ? "packages/ has one of this name" : undefined);
  if (problem)
    throw new DocumentError(
      origin,
      `A new API cannot be called \`${api}\`: ${problem}.`,
      "Give another name with --api.",
    );
}

function refuseTwoOfOneRun(
  arrival: Arrival,
  { replaced }: Placement,
  placedNow: ReadonlyMap<Placed, Arrival>,
): void {
  const other = replaced.map((placed) => placedNow.get(placed)).find((earlier) => earlier !== undefined);
  if (!other) return;
  throw new DocumentError(
    [other.origin, arrival.origin],
    `Both are versions of the same document of ${arrival.api}.`,
    arrival.api === "events"
      ? "Give one of them."
      : "Give one of them; if they are different APIs, each with an --api of its own.",
  );
}

function notesOf({ document, url }: Arrival, { file, replaced }: Placement): string[] {
  const forgotten = replaced.flatMap((placed) => (placed.url === url ? [] : (placed.url ?? [])));
  const gone = replaced.flatMap((placed) => uncovered(placed.document, document));
  return [
    ...replaced
      .filter((placed) => placed.file !== file)
      .map((placed) => `takes the place of specs/${placed.file}`),
    ...forgotten.map((each) => `is fetched no more: ${each}`),
    ...gone.map(({ route }) => `no longer describes ${route}`),
  ];
}

function entryOf(arrival: Arrival, file: string, received: string): SourceEntry {
  const { document, url, etag, lastModified, sha256 } = arrival;
  return {
    file,
    kind: document.kind,
    title: document.name,
    ...(document.kind === "event-schema" && document.event),
    ...(url !== undefined && { url }),
    received,
    sha256,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

/** Writes into the overlay which server an operation has, wherever the document leaves it open and its prose does not. */
function decideServers(draft: Draft, api: string, fragments: readonly Source[]): string[] {
  const file = `specs/${api}/overlay.yaml`;
  const assembled = assembledDocument(fragments);
  if (draft.has(file)) draft.write(file, withoutObsoleteProposals(draft.read(file), assembled, file));
  const document = readWhole(draft.root, api, fragments);
  const actions = withExpectations(proposeServers(document, file).actions, document);
  if (actions.length === 0) return [];
  const title = titleOf(document) || api;
  draft.write(
    file,
    draft.has(file) ? extendOverlay(draft.read(file), actions, file) : newOverlay(title, actions),
  );
  const operations = new Set(actions.map(({ target }) => target.replace(/\.servers$/, ""))).size;
  return [`the host of ${operations} operations is taken from their prose: read ${file}`];
}

/** Lists what our lint finds in what has come in: it is upstream's, and stops nothing that was possible before. */
function acceptFindings(draft: Draft, api: string, findings: readonly Finding[]): string[] {
  const file = `specs/${api}/accepted.yaml`;
  const before = draft.has(file) ? draft.read(file) : undefined;
  const text = acceptAll(before, findings, file);
  if (text === undefined) draft.delete(file);
  else draft.write(file, text);
  const known = before === undefined ? [] : readAccepted(before, file);
  const { open } = compareAccepted(findings, known);
  return open.length === 0
    ? []
    : [`${open.length} new findings of our lint are accepted as published: read ${file}`];
}

function addPackage(draft: Draft, api: string, fragments: readonly Source[]): void {
  const document = readWhole(draft.root, api, fragments);
  const title = titleOf(document) || api;
  const facade = parseJson(draft.read("packages/client/package.json"), "packages/client/package.json");
  const version = isObject(facade) ? String(facade.version) : "0.0.0";
  const operations = readOperations(document, `specs/${api}/openapi.json`);
  for (const [file, text] of newPackage({ api, title, version, document, operations }))
    draft.write(`packages/${api}/${file}`, text);
  registerPackage(draft, api);
}

/** Runs the pipeline on the draft and writes what it gives. */
async function generateInto(draft: Draft): Promise<void> {
  const { files } = await pipeline(draft.root);
  for (const file of generatedFiles(draft.root)) if (!files.has(file)) draft.delete(file);
  for (const [file, text] of files) draft.write(file, text);
}
