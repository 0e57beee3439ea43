import { join } from "node:path";
import { parseArgs } from "node:util";
import { DocumentError } from "./document-error.ts";
import { Draft } from "./draft.ts";
import type { EventIdentity } from "./event-page.ts";
import { fetchDocument } from "./fetch-document.ts";
import { findApis } from "./find-api.ts";
import { localDocuments } from "./local-documents.ts";
import { Progress } from "./progress.ts";
import { recordRelease } from "./record-release.ts";
import { printChanges } from "./report-changes.ts";
import { decode, readSources, type Source, sha256 } from "./sources.ts";
import { type Arrival, knownApis, takeIn } from "./specs-change.ts";
import { commonOptions, receivedDay, rootFolder, workingFolder } from "./specs-root.ts";
import { NotADocument, recognize } from "./upstream-document.ts";

const usage = `pnpm specs add <file, folder or URL>… [options]

Takes upstream documents: reference pages, OpenAPI 3.0 or 3.1 as JSON or YAML, event pages, events' JSON Schemas. Each
is stored as it is in specs/<api>/upstream/, with where it came from in specs/sources.yaml; then everything that is
made from it is generated. Everything is tried on a copy first: a document that does not fit leaves no trace. What is
there already changes nothing.

A document belongs to the API with its title. It takes the place of an earlier version of itself: of the one with the
same URL; a whole document (an OpenAPI file with several operations) of the whole one that it shares operations with,
and of the fragments that it covers; a fragment of those that it covers; an event of the same event and version.

  --api <name>       the API that it belongs to; one that is not there yet gets a package
  --event <event>    the event of a JSON Schema that does not name it: cards.rotate_cvv@1
  --replaces <file>  a document below specs/ that it takes the place of, though it does not cover it; may be repeated
  --received <day>   the day that is recorded (default: today)
  --root <folder>    the folder that holds specs/ and packages/ (default: this repository)
`;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...commonOptions,
      api: { type: "string" },
      event: { type: "string" },
      replaces: { type: "string", multiple: true },
      received: { type: "string" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (positionals.length === 0)
    throw new DocumentError("pnpm specs add", "Name a file, a folder or a URL.", "pnpm specs add --help");
  const root = rootFolder(values.root);
  const received = receivedDay(values.received);
  const event = values.event === undefined ? undefined : parseEvent(values.event);
  const { sources } = readSources(join(root, "specs"));
  const replaces = (values.replaces ?? []).map((file) => presentFile(file, sources));
  const found = await collect(positionals, sources, event);
  const apis = findApis(found, knownApis(root, sources), values.api);
  const arrivals = found.map((each, index) => ({ ...each, api: apis[index]!, replaces }));

  using draft = new Draft(root);
  const outcomes = await takeIn(draft, arrivals, received);
  const releases = await recordRelease(draft, root);
  printChanges(outcomes, draft.publish(), releases);
  return 0;
}

type Found = Omit<Arrival, "api">;

async function collect(
  places: readonly string[],
  sources: readonly Source[],
  event: EventIdentity | undefined,
): Promise<Found[]> {
  const fetched = await Promise.all(
    places.map((place) => (isUrl(place) ? fetchOne(place, sources, event) : [])),
  );
  const local = places.flatMap((place) => (isUrl(place) ? [] : readLocal(place, sources, event)));
  return [...fetched.flat(), ...local];
}

function isUrl(place: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(place);
}

async function fetchOne(
  url: string,
  sources: readonly Source[],
  event: EventIdentity | undefined,
): Promise<Found[]> {
  const known = sources.find(({ entry }) => entry.url === url);
  using progress = new Progress("fetched", 1);
  const result = await fetchDocument(url);
  progress.step();
  if (result.movedTo !== undefined)
    process.stdout.write(`moved      ${url}\n           for good, to ${result.movedTo}\n`);
  if (result.state === "failed") throw new DocumentError(url, result.reason);
  if (result.state === "gone")
    throw new DocumentError(url, `There is no document any more: status ${result.status}.`);
  if (result.state === "unchanged")
    throw new DocumentError(url, "It was answered with status 304, though all of it was asked for.");
  const { bytes, etag, lastModified } = result;
  const validators = { ...(etag && { etag }), ...(lastModified && { lastModified }) };
  return [{ ...describe(bytes, url, sources, event ?? known?.event), url, ...validators }];
}

function readLocal(place: string, sources: readonly Source[], event: EventIdentity | undefined): Found[] {
  const files = localDocuments(place, workingFolder());
  using progress = new Progress("read", files.length);
  return files.flatMap(({ path, bytes }) => {
    progress.step();
    try {
      return [describe(bytes, path, sources, event)];
    } catch (error) {
      if (files.length === 1 || !(error instanceof NotADocument)) throw error;
      process.stdout.write(`skipped    ${error.message.replaceAll(/\n\s*/g, "\n           ")}\n`);
      return [];
    }
  });
}

function describe(
  bytes: Uint8Array,
  origin: string,
  sources: readonly Source[],
  event: EventIdentity | undefined,
): Found {
  const hash = sha256(bytes);
  const known = sources.find((source) => source.sha256 === hash);
  return {
    origin,
    bytes,
    sha256: hash,
    document: recognize(decode(bytes, origin), origin, event ?? known?.event),
  };
}

function parseEvent(text: string): EventIdentity {
  const [, domain, event, version] = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_.-]+)@(\d+)$/.exec(text) ?? [];
  if (domain && event && version) return { domain, event, version: Number(version) };
  throw new DocumentError(
    `--event ${text}`,
    "Expected a domain, an event and a version, as in: cards.rotate_cvv@1",
  );
}

function presentFile(text: string, sources: readonly Source[]): string {
  const file = text.replace(/^(\.\/)?specs\//, "");
  if (sources.some((source) => source.file === file)) return file;
  const files = sources.map((source) => `\n    ${source.file}`);
  throw new DocumentError(
    `--replaces ${text}`,
    `There is no such document below specs/. There are:${files.join("")}`,
  );
}
