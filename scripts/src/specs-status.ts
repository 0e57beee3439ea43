import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readNotes } from "./emit-readme.ts";
import { type JsonObject, sorted } from "./json.ts";
import { readAccepted, unread } from "./lint-accepted.ts";
import { readOperations } from "./operations.ts";
import { readOverlay } from "./overlay.ts";
import { readWhole } from "./pipeline.ts";
import { readSources, type Source } from "./sources.ts";
import { presentDocuments } from "./specs-change.ts";
import { commonOptions, receivedDay, rootFolder } from "./specs-root.ts";
import { table } from "./table.ts";

const usage = `pnpm specs status [options]

Each API with its title, version and operations; its sources, how old they are and how their sha256 begins; how many
actions its overlay has; the notes that the overlay adds to the document; and what the lint finds. All of it is what specs/ gives now: a
source whose bytes are not the recorded ones is marked.

  --json           the same as JSON, for other programs
  --on <day>       the day that ages are counted to (default: today)
  --root <folder>  the folder that holds specs/ and packages/ (default: this repository)
`;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...commonOptions, json: { type: "boolean" }, on: { type: "string" } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const apis = readStatus(rootFolder(values.root), Date.parse(receivedDay(values.on)));
  process.stdout.write(values.json ? `${JSON.stringify({ apis }, null, 2)}\n` : apis.map(asText).join("\n"));
  return 0;
}

interface ApiStatus {
  readonly api: string;
  readonly title: string;
  readonly version?: string;
  /** Names in the client; of an event, `cards.rotate_cvv@1`. */
  readonly operations: readonly string[];
  readonly sources: readonly SourceStatus[];
  readonly overlayActions: number;
  readonly notes: readonly string[];
  /** What our lint finds and is accepted, and how much of it nobody has looked at. */
  readonly findings: { readonly accepted: number; readonly unread: number };
}

interface SourceStatus {
  readonly file: string;
  readonly kind: string;
  readonly url?: string;
  readonly received?: string;
  /** In days. */
  readonly age?: number;
  readonly sha256: string;
  /** Whether its bytes are those that the list has the hash of. */
  readonly isAsRecorded: boolean;
}

function readStatus(root: string, now: number): ApiStatus[] {
  const { sources, changed } = readSources(join(root, "specs"));
  const byApi = Map.groupBy(sources, ({ api }) => api);
  return sorted(byApi.keys()).map((api) => {
    const ofApi = byApi.get(api)!;
    const status = ofApi.map((source) => sourceStatus(source, now, changed));
    return api === "events" ? eventsStatus(root, ofApi, status) : apiStatus(root, api, ofApi, status);
  });
}

function eventsStatus(root: string, sources: readonly Source[], status: readonly SourceStatus[]): ApiStatus {
  const events = presentDocuments(sources).flatMap(({ document }) => document.event ?? []);
  const operations = events.map(({ domain, event, version }) => `${domain}.${event}@${version}`);
  return {
    api: "events",
    title: "Events",
    operations,
    sources: status,
    overlayActions: 0,
    notes: [],
    findings: countFindings(root, "specs/events/accepted.yaml"),
  };
}

function apiStatus(
  root: string,
  api: string,
  sources: readonly Source[],
  status: readonly SourceStatus[],
): ApiStatus {
  const document = readWhole(root, api, sources);
  const { title = api, version } = document.info as JsonObject;
  return {
    api,
    title: String(title),
    ...(version !== undefined && { version: String(version) }),
    operations: readOperations(document, `specs/${api}/openapi.json`).map(({ metadata }) => metadata.name),
    sources: status,
    overlayActions: countActions(root, `specs/${api}/overlay.yaml`),
    notes: readNotes(document).map(({ place, note }) => `${place}: ${note}`),
    findings: countFindings(root, `specs/${api}/accepted.yaml`),
  };
}

function countActions(root: string, overlay: string): number {
  const path = join(root, overlay);
  return existsSync(path) ? readOverlay(readFileSync(path, "utf8"), overlay).actions.length : 0;
}

function countFindings(root: string, list: string): ApiStatus["findings"] {
  const path = join(root, list);
  const accepted = existsSync(path) ? readAccepted(readFileSync(path, "utf8"), list) : [];
  return { accepted: accepted.length, unread: accepted.filter(({ reason }) => reason === unread).length };
}

function sourceStatus(
  { file, kind, sha256, entry }: Source,
  now: number,
  changed: readonly string[],
): SourceStatus {
  const { url, received } = entry;
  const age =
    typeof received === "string" ? Math.round((now - Date.parse(received)) / 86_400_000) : Number.NaN;
  return {
    file: `specs/${file}`,
    kind,
    ...(typeof url === "string" && { url }),
    ...(typeof received === "string" && { received }),
    ...(!Number.isNaN(age) && { age }),
    sha256,
    isAsRecorded: !changed.includes(file),
  };
}

function asText(status: ApiStatus): string {
  const { api, title, version, operations, sources, overlayActions, notes, findings } = status;
  const rows = [
    ["", "kind", "received", "age", "sha256", "url"],
    ...sources.map(({ file, kind, received, age, sha256, isAsRecorded, url }) => [
      file,
      kind,
      received ?? "unknown",
      age === undefined ? "" : `${age} d`,
      isAsRecorded ? sha256.slice(0, 12) : `${sha256.slice(0, 12)}, not as recorded`,
      url ?? "none",
    ]),
  ];
  const indented = (text: string) => text.replaceAll(/^(?=.)/gm, "  ");
  return [
    `${api}: ${title}${version === undefined ? "" : `, version ${version}`}\n`,
    `  ${counted(operations.length, api === "events" ? "event" : "operation")}: ${operations.join(", ")}\n`,
    `  ${counted(sources.length, "source")}\n`,
    indented(indented(table(rows))),
    `  ${counted(overlayActions, "overlay action")}\n`,
    `  ${counted(notes.length, "note")}\n`,
    ...notes.map((note) => `    ${note}\n`),
    `  ${counted(findings.accepted, "finding")} of the lint accepted, ${findings.unread} of them unread\n`,
  ].join("");
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
