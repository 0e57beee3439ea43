import { join } from "node:path";
import { parseArgs } from "node:util";
import { DocumentError } from "./document-error.ts";
import { type Change, Draft } from "./draft.ts";
import { type FetchLimits, fetchDocument } from "./fetch-document.ts";
import { sorted } from "./json.ts";
import { Progress } from "./progress.ts";
import { type Recorded, recordRelease } from "./record-release.ts";
import { printChanges } from "./report-changes.ts";
import { decode, readSources, type Source, sha256 } from "./sources.ts";
import { type Arrival, type Arrived, takeIn } from "./specs-change.ts";
import { commonOptions, receivedDay, rootFolder } from "./specs-root.ts";
import { recognize } from "./upstream-document.ts";

const usage = `pnpm specs update [api…] [options]

Fetches every source in specs/sources.yaml that has a URL, or those of the APIs that are named (events are one of them),
and takes in what has changed, as add does. What is answered with 304, or with the bytes that are there, changes
nothing. Only https is spoken, but for addresses of this machine. A source that is gone or cannot be fetched stops no
other one; documents of one API that do not fit each other stop no other API. The exit code is 1 if anything failed.

  --timeout <seconds>  how long a source may take, redirects and body included (default: 30)
  --received <day>     the day that is recorded (default: today)
  --root <folder>      the folder that holds specs/ and packages/ (default: this repository)
`;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...commonOptions, received: { type: "string" }, timeout: { type: "string" } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const root = rootFolder(values.root);
  const received = receivedDay(values.received);
  const limits = timeLimit(values.timeout);
  const wanted = ofApis(readSources(join(root, "specs")).sources, positionals);
  const withUrl = wanted.filter(({ entry }) => typeof entry.url === "string");
  if (wanted.length > withUrl.length) {
    process.stdout.write(
      `${documents(wanted.length - withUrl.length)} without a URL: when upstream changes one, add it again.\n`,
    );
  }

  const { arrivals, failures } = await fetchAll(withUrl, limits);
  const unchanged = withUrl.length - arrivals.length - failures;
  process.stdout.write(
    `${documents(withUrl.length)} fetched: ${arrivals.length} changed, ${unchanged} unchanged, ${failures} failed.\n`,
  );
  const refused = arrivals.length > 0 ? await takeInEach(root, arrivals, received) : 0;
  return failures + refused > 0 ? 1 : 0;
}

function documents(count: number): string {
  return count === 1 ? "1 document" : `${count} documents`;
}

function timeLimit(seconds: string | undefined): FetchLimits {
  if (seconds === undefined) return {};
  if (Number(seconds) > 0) return { time: Number(seconds) * 1000 };
  throw new DocumentError(`--timeout ${seconds}`, "Expected a number of seconds.");
}

function ofApis(sources: readonly Source[], apis: readonly string[]): Source[] {
  const known = sorted(new Set(sources.map(({ api }) => api)));
  const unknown = apis.filter((api) => !known.includes(api));
  if (unknown.length > 0)
    throw new DocumentError(unknown, "There is no such API.", `There are: ${known.join(", ")}.`);
  return sources.filter(({ api }) => apis.length === 0 || apis.includes(api));
}

/** How many sources are fetched at once. */
const atOnce = 6;

/** What has changed upstream. Whatever went wrong is printed, and counted. */
async function fetchAll(
  sources: readonly Source[],
  limits: FetchLimits,
): Promise<{ arrivals: Arrival[]; failures: number }> {
  const results = new Map<Source, { arrival?: Arrival; told: string; failed?: true }>();
  {
    using progress = new Progress("fetched", sources.length);
    const queue = sources.values();
    const work = async () => {
      for (const source of queue) {
        results.set(source, await fetchSource(source, limits));
        progress.step();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  const inOrder = sources.map((source) => results.get(source)!);
  for (const { told } of inOrder) process.stdout.write(told);
  return {
    arrivals: inOrder.flatMap(({ arrival }) => arrival ?? []),
    failures: inOrder.filter(({ failed }) => failed).length,
  };
}

async function fetchSource(
  source: Source,
  limits: FetchLimits,
): Promise<{ arrival?: Arrival; told: string; failed?: true }> {
  const { api, entry } = source;
  const url = String(entry.url);
  const result = await fetchDocument(url, validatorsOf(source), limits);
  const moved =
    result.movedTo === undefined
      ? ""
      : line("moved", url, `for good, to ${result.movedTo}: put that into specs/sources.yaml`);
  const failed = (state: string, reason: string) =>
    ({ told: moved + line(state, `specs/${source.file}`, `${url}\n${reason}`), failed: true }) as const;
  if (result.state === "failed") return failed("failed", result.reason);
  if (result.state === "gone") return failed("gone", `It was answered with status ${result.status}.`);
  if (result.state === "unchanged" || sha256(result.bytes) === source.sha256) return { told: moved };
  const { bytes, etag, lastModified } = result;
  try {
    const document = recognize(decode(bytes, url), url, source.event);
    if ((document.event !== undefined) !== (api === "events"))
      return failed("failed", document.event ? "This is an event now." : "This is no event any more.");
    const validators = { ...(etag && { etag }), ...(lastModified && { lastModified }) };
    return {
      arrival: { api, origin: url, url, bytes, sha256: sha256(bytes), document, ...validators },
      told: moved,
    };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return failed("failed", error.message.replace(`${url}\n`, ""));
  }
}

function validatorsOf({ entry: { etag, lastModified } }: Source): { etag?: string; lastModified?: string } {
  return {
    ...(typeof etag === "string" && { etag }),
    ...(typeof lastModified === "string" && { lastModified }),
  };
}

function line(state: string, subject: string, details: string): string {
  return `${state.padEnd(10)} ${subject}\n${details.replaceAll(/^\s*/gm, " ".repeat(11))}\n`;
}

interface Taken {
  readonly outcomes: readonly Arrived[];
  readonly changes: readonly Change[];
  readonly releases: readonly Recorded[];
}

/** Takes in everything together, or, where that fails, each API for itself. @returns how many APIs were refused */
async function takeInEach(root: string, arrivals: readonly Arrival[], received: string): Promise<number> {
  const byApi = [...Map.groupBy(arrivals, ({ api }) => api)];
  try {
    print(await takeInTogether(root, arrivals, received));
    return 0;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    if (byApi.length === 1) return refusal(byApi[0]![0], error);
  }
  let refused = 0;
  const taken: Taken[] = [];
  for (const [api, ofApi] of byApi) {
    try {
      taken.push(await takeInTogether(root, ofApi, received));
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      refused += refusal(api, error);
    }
  }
  if (taken.length > 0) {
    print({
      outcomes: taken.flatMap(({ outcomes }) => outcomes),
      changes: [
        ...new Map(taken.flatMap(({ changes }) => changes).map((change) => [change.file, change])).values(),
      ],
      releases: taken.flatMap(({ releases }) => releases),
    });
  }
  return refused;
}

async function takeInTogether(root: string, arrivals: readonly Arrival[], received: string): Promise<Taken> {
  using draft = new Draft(root);
  const outcomes = await takeIn(draft, arrivals, received);
  const releases = await recordRelease(draft, root);
  return { outcomes, releases, changes: draft.publish() };
}

function print({ outcomes, changes, releases }: Taken): void {
  printChanges(outcomes, changes, releases);
}

function refusal(api: string, { message }: DocumentError): 1 {
  process.stdout.write(line("refused", `what has changed of ${api}`, message));
  return 1;
}
