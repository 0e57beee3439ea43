import { exec } from "jsonpath-rfc9535";
import { parseDocument, stringify, type YAMLMap, type YAMLSeq } from "yaml";
import { DocumentError } from "./document-error.ts";
import { firstDifference, isObject, type Json, type JsonObject } from "./json.ts";
import type { Action } from "./overlay.ts";
import { parseYaml } from "./parse.ts";

/** An overlay of its own for an API that has none. */
export function newOverlay(title: string, actions: readonly Action[]): string {
  const info = { title: `What ${JSON.stringify(title)} says only in prose`, version: "1.0.0" };
  return `overlay: 1.0.0\n${stringify({ info }, { lineWidth: 0 })}actions:\n${actionsText(actions)}`;
}

/** The overlay with further actions at its end, and every byte before them as it was. */
export function extendOverlay(text: string, actions: readonly Action[], source: string): string {
  const extended = `${text.replace(/\n*$/, "\n\n")}${actionsText(actions)}`;
  const before = parseYaml(text, source) as JsonObject;
  const wanted = { ...before, actions: [...(before.actions as Json[]), ...(actions as unknown as Json[])] };
  if (says(extended, wanted, source)) return extended;
  throw new DocumentError(
    source,
    "Its list of actions is not at its end, so nothing can be added to it.",
    "Move `actions` to the end, with each action indented by two spaces.",
  );
}

/** Whether a text that was put together has become the overlay that it should be. */
function says(text: string, wanted: JsonObject, source: string): boolean {
  try {
    return firstDifference(parseYaml(text, source), wanted) === undefined;
  } catch {
    return false;
  }
}

/** What the document must still say for proposed servers to be right: the URLs of the list that they were chosen from. */
export function withExpectations(actions: readonly Action[], document: JsonObject): Action[] {
  return actions.map((action) => {
    const isRemoval = action.remove === true;
    const path = isRemoval ? action.target : "$.servers";
    const isOwn = !isRemoval && actions.some(({ target }) => target === `${action.target}.servers`);
    const found: Json[] = [];
    exec(document, path, (value) => found.push(value as Json));
    const [servers] = found;
    if (isOwn || found.length !== 1 || !Array.isArray(servers)) return action;
    const urls = servers.map((server, index) => [
      `${path}[${index}].url`,
      isObject(server) ? server.url! : null,
    ]);
    return { ...action, "x-expect": Object.fromEntries(urls) as JsonObject };
  });
}

/**
 * The overlay without the proposed actions whose operation is gone: one that only said which of its servers an
 * operation has is of no use without it. Every other action that matches nothing stays, and is an error.
 */
export function withoutObsoleteProposals(text: string, document: JsonObject, source: string): string {
  const overlay = parseYaml(text, source);
  if (!isObject(overlay) || !Array.isArray(overlay.actions)) return text;
  const isObsolete = overlay.actions.map((action) => {
    if (!isObject(action) || !isServersOnly(action)) return false;
    let matches = 0;
    exec(document, String(action.target).replace(/\.servers$/, ""), () => matches++);
    return matches === 0;
  });
  if (!isObsolete.includes(true)) return text;
  const list = parseDocument(text).get("actions") as YAMLSeq<YAMLMap>;
  const starts = list.items.map(({ range }) => text.lastIndexOf("\n", range![0]) + 1);
  const kept = starts.map((start, index) => (isObsolete[index] ? "" : text.slice(start, starts[index + 1])));
  const result = `${(text.slice(0, starts[0]) + kept.join("")).trimEnd()}\n`;
  const wanted = { ...overlay, actions: overlay.actions.filter((_, index) => !isObsolete[index]) };
  return kept.some(Boolean) && says(result, wanted, source) ? result : text;
}

function isServersOnly({ target, update, remove }: JsonObject): boolean {
  const isOperation =
    /^\$\.paths\[[^\]]+\]\.(get|put|post|delete|options|head|patch|trace)(\.servers)?$/.test(String(target));
  const isUpdate = isObject(update) && Object.keys(update).join() === "servers";
  return isOperation && (isUpdate || (remove === true && /\.servers$/.test(String(target))));
}

function actionsText(actions: readonly Action[]): string {
  return actions
    .map(({ target, description, "x-expect": expected, ...rest }) => {
      const members = [
        stringify({ target }, { lineWidth: 0 }),
        stringify({ description }, { lineWidth: 110, blockQuote: "folded" }),
        ...(expected ? [`x-expect: ${flow(expected)}\n`] : []),
        ...Object.entries(rest).map(([name, value]) => `${name}: ${flow(value as Json)}\n`),
      ].join("");
      return `  - ${members.trimEnd().replaceAll("\n", "\n    ")}\n`;
    })
    .join("\n");
}

/** On one line. */
function flow(value: Json): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: true })
    .trim()
    .replaceAll(/\n\s*/g, " ");
}
