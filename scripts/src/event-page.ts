import { DocumentError } from "./document-error.ts";
import { parseJson } from "./parse.ts";

/** What an event is known by: `Domain: cards`, `Event: rotate_cvv`, `Version: 1`. */
export interface EventIdentity {
  readonly domain: string;
  readonly event: string;
  readonly version: number;
}

/** A label and its value: `Domain: cards`, with any Markdown around them, or as cells of a table. */
const colon = "[\\s*_`]*[:|][\\s*_`]*";
const domainLine = `\\bDomain${colon}([\\w.-]+)`;
const eventLine = `\\bEvent${colon}([\\w.-]+)`;
const versionLine = `\\bVersion${colon}(\\d+)\\b`;
const lineEnd = "[\\s*_`|-]+";

/**
 * The identity and the JSON Schema of an event page: prose with the lines `Domain:`, `Event:` and `Version:`, and the
 * schema at its end, fenced or not, with line breaks or without. A file that holds a JSON Schema alone says nothing of
 * its identity: it is given as `identity`.
 */
export function parseEventPage(
  text: string,
  source: string,
  identity?: EventIdentity,
): EventIdentity & { readonly schema: object } {
  const page = text.replace(/^\uFEFF/, "");
  const { start, schema } = findSchema(page, source);
  const prose = page.slice(0, start).replace(/[\s`]+(json)?\s*$/, "");
  if (prose === "") {
    if (identity) return { ...identity, schema };
    throw new DocumentError(
      source,
      "A JSON Schema alone does not say which event it is.",
      "Name its domain, event and version where the document is listed.",
    );
  }
  return { ...readIdentity(prose, source), schema };
}

function readIdentity(prose: string, source: string): EventIdentity {
  const found = [
    ...prose.matchAll(new RegExp(domainLine + lineEnd + eventLine + lineEnd + versionLine, "g")),
  ];
  const [first] = found;
  if (!first) {
    const missing = Object.entries({ Domain: domainLine, Event: eventLine, Version: versionLine })
      .filter(([, line]) => !new RegExp(line).test(prose))
      .map(([label]) => `\`${label}:\``);
    throw new DocumentError(
      `${source}, above the JSON Schema`,
      missing.length > 0
        ? `There is no ${missing.join(", no ")} line.`
        : "The lines `Domain:`, `Event:` and `Version:` do not follow each other.",
      "An event page has `Domain: cards`, `Event: rotate_cvv`, `Version: 1` (a whole number), in this order.",
    );
  }
  const [, domain, event, version] = first as unknown as [string, string, string, string];
  const other = found.find((match) => match.slice(1).join() !== first.slice(1).join());
  if (other) {
    throw new DocumentError(
      `${source}, above the JSON Schema`,
      `It names two events: ${first.slice(1).join(" ")} and ${other.slice(1).join(" ")}.`,
      "Keep one event a file.",
    );
  }
  return { domain, event, version: Number(version) };
}

/** The last JSON object that is not part of another one: a member's example may stand as an object in the prose. */
function findSchema(page: string, source: string): { readonly start: number; readonly schema: object } {
  const end = page.lastIndexOf("}") + 1;
  let reason: { readonly start: number; readonly message: string } | undefined;
  for (let start = page.indexOf("{"); start >= 0 && start < end; start = page.indexOf("{", start + 1)) {
    if (/[,[{]\s*$|"\s*:\s*$/.test(page.slice(Math.max(0, start - 80), start))) continue;
    try {
      if (!isSchema(JSON.parse(page.slice(start, end)))) continue;
    } catch (error) {
      if (/^\{\s*"(\$schema|\$id|type|title|properties|required)"/.test(page.slice(start))) {
        reason ??= { start, message: (error as Error).message };
      }
      continue;
    }
    return { start, schema: parseJson(page, source, start, end) as object };
  }
  throw reason
    ? new DocumentError(
        `${source}:${page.slice(0, reason.start).split("\n").length}`,
        `The JSON Schema that begins here is not valid JSON: ${reason.message}.`,
        "The page was probably cut off, or changed on its way: get it again.",
      )
    : new DocumentError(
        source,
        "There is no JSON Schema at its end.",
        "Get the page again, with its JSON Schema.",
      );
}

function isSchema(value: unknown): boolean {
  return typeof value === "object" && value !== null && ("$schema" in value || "properties" in value);
}
