import { parseDocument, Scalar, YAMLMap, type YAMLSeq } from "yaml";
import { DocumentError } from "./document-error.ts";
import { isObject, pointer } from "./json.ts";
import type { Finding } from "./lint-finding.ts";
import { parseYaml } from "./parse.ts";

/** A finding that is left as it is. */
export interface Accepted extends Finding {
  readonly reason: string;
}

/** The reason of what came with a document, until someone gives another. */
export const unread = "As published; nobody has looked at it yet.";

const members = ["check", "place", "what", "reason"] as const;

/** Reads a `specs/<api>/accepted.yaml`. */
export function readAccepted(text: string, source: string): Accepted[] {
  const entries = parseYaml(text, source);
  if (!Array.isArray(entries)) throw new DocumentError(source, "A list of findings was expected.");
  return entries.map((entry, index) => {
    const place = source + pointer(index);
    if (!isObject(entry)) throw new DocumentError(place, "An object was expected here.");
    for (const name of new Set([...members, ...Object.keys(entry)])) {
      if (!members.some((known) => known === name))
        throw new DocumentError(`${place}/${name}`, `A finding has no member \`${name}\`.`);
      if (typeof entry[name] !== "string" || entry[name].trim() === "")
        throw new DocumentError(`${place}/${name}`, "A text was expected here.");
    }
    return entry as unknown as Accepted;
  });
}

/** What is not accepted, and what is accepted though it is no longer found. */
export function compareAccepted(
  findings: readonly Finding[],
  accepted: readonly Accepted[],
): { readonly open: Finding[]; readonly stale: Accepted[] } {
  return {
    open: findings.filter((finding) => !accepted.some((each) => isSame(each, finding))),
    stale: accepted.filter((each) => !findings.some((finding) => isSame(each, finding))),
  };
}

function isSame(a: Finding, b: Finding): boolean {
  return a.check === b.check && a.place === b.place && a.what === b.what;
}

const heading = ` What \`pnpm lint:specs\` finds in the whole document and is left as it is, each with the reason.`;

/**
 * The file with every finding accepted: new ones as {@link unread}, all others as they were. What is no longer found is
 * gone from it.
 * @param text the file as it is; undefined where there is none
 * @returns undefined where there is nothing to accept
 */
export function acceptAll(
  text: string | undefined,
  findings: readonly Finding[],
  source: string,
): string | undefined {
  if (findings.length === 0) return undefined;
  const { open, stale } = compareAccepted(findings, text === undefined ? [] : readAccepted(text, source));
  if (text !== undefined && open.length + stale.length === 0) return text;
  const document = parseDocument(text ?? "[]");
  const list = document.contents as unknown as YAMLSeq<YAMLMap>;
  const comment = text === undefined ? heading : (list.items[0]?.commentBefore ?? list.commentBefore ?? null);
  list.flow = false;
  list.commentBefore = null;
  list.items = list.items.filter((item) => !stale.some((each) => isSame(each, item.toJSON() as Accepted)));
  for (const finding of open) list.items.push(entryNode({ ...finding, reason: unread }));
  for (const item of list.items) if (item.commentBefore === comment) item.commentBefore = null;
  list.items[0]!.commentBefore = comment;
  return document.toString({ lineWidth: 0 });
}

function entryNode({ check, place, what, reason }: Accepted): YAMLMap {
  const node = new YAMLMap();
  for (const [name, value] of Object.entries({ check, place, what, reason }))
    node.set(name, new Scalar(value));
  return node;
}
