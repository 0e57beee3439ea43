import { DocumentError } from "./document-error.ts";
import { camelCase, identifier } from "./names.ts";
import type { Incoming } from "./place-document.ts";
import { kebab } from "./place-document.ts";

/** An API that specs/ has. */
export interface KnownApi {
  readonly api: string;
  readonly title: string;
}

/**
 * The API that a document belongs to: the one that is named, else the one with its title.
 * @throws DocumentError for a new title without a name, with the commands that would decide it
 */
export function findApi(incoming: Incoming, apis: readonly KnownApi[], named: string | undefined): string {
  const { document, origin } = incoming;
  if (document.event) {
    if (named === undefined || named === "events") return "events";
    throw new DocumentError(origin, `This is an event, and belongs to events, not to ${named}.`, "Leave out --api.");
  }
  if (named !== undefined) return named;
  const matching = apis.filter(({ title }) => title === document.title);
  if (matching.length === 1) return matching[0]!.api;
  const known = (matching.length > 0 ? matching : apis).map(({ api, title }) => `    ${api.padEnd(20)} ${title}`);
  throw new DocumentError(
    origin,
    matching.length > 0
      ? `Several APIs have the title ${JSON.stringify(document.title)}:\n${known.join("\n")}`
      : `No API has the title ${JSON.stringify(document.title)}. There are:\n${known.join("\n") || "    none"}`,
    [
      ...(matching.length > 0
        ? []
        : [`If it is a new one: pnpm specs add ${quoted(origin)} --api ${suggestedName(document.title, apis)}`]),
      `If it is one of these: pnpm specs add ${quoted(origin)} --api ${matching[0]?.api ?? apis[0]?.api ?? "<name>"}`,
    ].join("\n  "),
  );
}

/** The last part of a title that can be a package's name: `Core platform - Accounts` → `accounts`. */
export function suggestedName(title: string, apis: readonly KnownApi[]): string {
  const parts = title.split(/\s+[-–—]\s+/);
  const candidates = [parts.at(-1)!, title, `${title} api`].map((text) => kebab(text).replace(/^(?=\d)/, "api-"));
  const taken = apis.map(({ api }) => api);
  return candidates.find((name) => nameProblem(name) === undefined && !taken.includes(name)) ?? "my-api";
}

/** Packages of other purposes, and members that an account's client has already. */
const taken = ["bench", "call", "client", "contract", "events", "exchange", "install", "mock", "runtime"];

/** Why a new API cannot have a name; undefined if it can. */
export function nameProblem(name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 60)
    return "a name is lower-case letters, digits and single dashes, and begins with a letter";
  if (taken.includes(name)) return "it is the name of something else here";
  const member = camelCase(name);
  return identifier(member) === member ? undefined : "it is a word of the language";
}

function quoted(text: string): string {
  return /^[\w./:@%+=,?&#~-]+$/.test(text) && !/[?&#]/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
