import { DocumentError } from "./document-error.ts";
import type { OperationKey, UpstreamDocument } from "./upstream-document.ts";

/** A document that is there already, or that was placed before in the same run. */
export interface Placed {
  /** Path below `specs/`. */
  readonly file: string;
  readonly api: string;
  readonly sha256: string;
  readonly url?: string;
  readonly document: UpstreamDocument;
}

/** A document that has come in. */
export interface Incoming {
  /** What the maintainer knows it by: the path or URL. */
  readonly origin: string;
  readonly sha256: string;
  readonly url?: string;
  readonly document: UpstreamDocument;
}

export interface Placement {
  /** Path below `specs/` that it is stored at. */
  readonly file: string;
  /** The documents that it takes the place of, `file` possibly among them. */
  readonly replaced: readonly Placed[];
}

/**
 * Where a document of an API goes, and what it takes the place of:
 *
 * - the document with the same URL, and those that the maintainer names;
 * - of events, the one of the same domain, event and version;
 * - a whole document (an OpenAPI file with several operations) replaces the whole one it shares an operation with, and
 *   every fragment (a reference page, or an OpenAPI file with one operation) that it covers; it must cover all of them
 *   if it covers any;
 * - a fragment replaces the fragments that it covers; a part of anything larger it cannot replace.
 *
 * A document that shares no operation with another stands beside it. Operations are the same by method and path
 * (parameters' names aside), or by operationId.
 *
 * @returns undefined where the very same bytes are there already
 * @throws DocumentError where that leaves open what becomes of a document
 */
export function placeDocument(
  incoming: Incoming,
  api: string,
  present: readonly Placed[],
  named: readonly string[] = [],
): Placement | undefined {
  const ofApi = present.filter((placed) => placed.api === api);
  const same = ofApi.find((placed) => placed.sha256 === incoming.sha256 && sameEvent(incoming, placed));
  if (same && (incoming.url === undefined || same.url === incoming.url)) return undefined;
  const replaced = ofApi.filter(
    (placed) =>
      placed === same ||
      named.includes(placed.file) ||
      (incoming.url !== undefined && placed.url === incoming.url) ||
      (api === "events" ? sameEvent(incoming, placed) : supersedes(incoming, placed)),
  );
  if (api !== "events") refuseUncovered(incoming, ofApi, replaced);
  const kept = ofApi.filter((placed) => !replaced.includes(placed)).map(({ file }) => file);
  const { extension } = incoming.document;
  const inPlace = replaced.find(({ file }) => file.endsWith(`.${extension}`));
  return {
    file: inPlace?.file ?? freeName(`${api}/upstream/${baseName(incoming.document)}`, extension, kept),
    replaced,
  };
}

function supersedes({ document }: Incoming, placed: Placed): boolean {
  if (!sharesOperations(document, placed.document)) return false;
  if (isWhole(document) && isWhole(placed.document)) return true;
  return uncovered(placed.document, document).length === 0;
}

/** What would be described twice, or by an old fragment only, is the maintainer's decision. */
function refuseUncovered(incoming: Incoming, ofApi: readonly Placed[], replaced: readonly Placed[]): void {
  const { document } = incoming;
  const coversSome =
    replaced.length > 0 || ofApi.some((placed) => sharesOperations(document, placed.document));
  for (const placed of ofApi) {
    if (replaced.includes(placed)) continue;
    const missing = uncovered(placed.document, document);
    const isPartly = missing.length < placed.document.operations.length;
    const isLeftBehind = isWhole(document) && !isWhole(placed.document) && coversSome;
    if (!isPartly && !isLeftBehind) continue;
    throw new DocumentError(
      [incoming.origin, `specs/${placed.file}`],
      isPartly
        ? `Both describe ${list(covered(placed.document, document))}, but only the second one ${list(missing)}.`
        : `The first is a whole document and should replace the second, but lacks its ${list(missing)}.`,
      `If they are gone upstream, say so: --replaces ${placed.file}`,
    );
  }
}

export function isWhole({ kind, operations }: UpstreamDocument): boolean {
  return kind === "openapi" && operations.length > 1;
}

function sharesOperations(a: UpstreamDocument, b: UpstreamDocument): boolean {
  return covered(a, b).length > 0;
}

function covered({ operations }: UpstreamDocument, by: UpstreamDocument): OperationKey[] {
  return operations.filter((operation) => by.operations.some((other) => isSame(operation, other)));
}

/** The operations of a document that another one does not describe. */
export function uncovered({ operations }: UpstreamDocument, by: UpstreamDocument): OperationKey[] {
  return operations.filter((operation) => !by.operations.some((other) => isSame(operation, other)));
}

function isSame(a: OperationKey, b: OperationKey): boolean {
  return a.route === b.route || (a.id !== undefined && a.id === b.id);
}

function sameEvent({ document }: Incoming, placed: Placed): boolean {
  const [a, b] = [document.event, placed.document.event];
  return a?.domain === b?.domain && a?.event === b?.event && a?.version === b?.version;
}

function list(operations: readonly OperationKey[]): string {
  const shown = operations.slice(0, 3).map(({ route }) => `\`${route}\``);
  const more = operations.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function baseName({ kind, name, operations, event }: UpstreamDocument): string {
  if (event) return kebab(`${event.domain} ${event.event} ${event.version}`);
  const [only, ...others] = operations;
  if (only && others.length === 0) return kebab(only.id ?? "") || kebab(only.summary) || kebab(only.route);
  return kebab(name) || kind;
}

/** `Card issuing - Cards` → `card-issuing-cards`. */
export function kebab(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 80);
}

function freeName(wanted: string, extension: string, taken: readonly string[], suffix = ""): string {
  const file = `${wanted}${suffix}.${extension}`;
  return taken.includes(file)
    ? freeName(wanted, extension, taken, `-${Number(suffix.slice(1) || 1) + 1}`)
    : file;
}
