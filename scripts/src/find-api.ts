import { DocumentError } from "./document-error.ts";
import { camelCase, identifier } from "./names.ts";
import { type Incoming, kebab } from "./place-document.ts";

/** An API that specs/ has. */
export interface KnownApi {
  readonly api: string;
  readonly title: string;
}

/**
 * The API that each document belongs to: the one that is named, else the one with its title.
 * @throws DocumentError for new titles without a name, all of them at once, with the commands that would decide it
 */
export function findApis(
  documents: readonly Incoming[],
  apis: readonly KnownApi[],
  named: string | undefined,
): string[] {
  const found = documents.map((incoming) => findApi(incoming, apis, named));
  const open = documents.filter((_, index) => found[index] === undefined);
  if (open.length > 0) throw openTitles(open, apis);
  return found as string[];
}

function findApi(
  { document, origin }: Incoming,
  apis: readonly KnownApi[],
  named: string | undefined,
): string | undefined {
  if (document.event) {
    if (named === undefined || named === "events") return "events";
    throw new DocumentError(
      origin,
      `This is an event, and belongs to events, not to ${named}.`,
      "Leave out --api.",
    );
  }
  if (named === "events") throw new DocumentError(origin, "This is no event.", "Name its API: --api <name>");
  if (named !== undefined) return named;
  const matching = apis.filter(({ title }) => title === document.title);
  return matching.length === 1 ? matching[0]!.api : undefined;
}

function openTitles(open: readonly Incoming[], apis: readonly KnownApi[]): DocumentError {
  const byTitle = [...Map.groupBy(open, ({ document }) => document.title)];
  const known = apis.map(({ api, title }) => `\n    ${api.padEnd(20)} ${title}`).join("") || "\n    none";
  const taken = new Set(apis.map(({ api }) => api));
  const commands = byTitle.map(([title, documents]) => {
    const namesakes = apis.filter((each) => each.title === title);
    const name = namesakes[0]?.api ?? suggestedName(title, taken);
    taken.add(name);
    return `\n    pnpm specs add ${documents.map(({ origin }) => quoted(origin)).join(" ")} --api ${name}`;
  });
  const titles = byTitle.map(([title]) => JSON.stringify(title)).join(", ");
  return new DocumentError(
    open.map(({ origin }) => origin),
    `Not exactly one API has the title ${titles}. There are:${known}`,
    `Name the API of each, one of these or a new one:${commands.join("")}`,
  );
}

/** The last part of a title that can be a package's name: `Core platform - Accounts` → `accounts`. */
function suggestedName(title: string, taken: ReadonlySet<string>): string {
  const parts = title.split(/\s+[-–—]\s+/);
  const candidates = [parts.at(-1)!, title, `${title} api`].map((text) =>
    kebab(text).replace(/^(?=\d)/, "api-"),
  );
  return candidates.find((name) => nameProblem(name) === undefined && !taken.has(name)) ?? "my-api";
}

/** Packages of other purposes, and members that an account's client has already. */
const reserved = [
  "bench",
  "call",
  "client",
  "contract",
  "events",
  "example",
  "exchange",
  "install",
  "mock",
  "runtime",
];

/** Why a new API cannot have a name; undefined if it can. */
export function nameProblem(name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 60)
    return "a name is lower-case letters, digits and single dashes, and begins with a letter";
  if (reserved.includes(name)) return "it is the name of something else here";
  const member = camelCase(name);
  return identifier(member) === member ? undefined : "it is a word of the language";
}

function quoted(text: string): string {
  return /^[\w./:@%+=,~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
