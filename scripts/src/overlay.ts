import { exec } from "jsonpath-rfc9535";
import { DocumentError } from "./document-error.ts";
import { copy, firstDifference, isObject, type Json, type JsonObject, pointer } from "./json.ts";
import { parseYaml } from "./parse.ts";

/** An action of an OpenAPI Overlay (1.0.0), with what this project asks of it besides. */
export interface Action {
  readonly target: string;
  /** Why the action is there, and the passage that it rests on. */
  readonly description: string;
  readonly update?: Json;
  readonly remove?: boolean;
  /** What the document must still say for the action to be right: the value expected at each JSONPath. */
  readonly "x-expect"?: JsonObject;
}

export interface Overlay {
  readonly source: string;
  readonly actions: readonly Action[];
}

/** Reads an overlay and refuses what it could not carry out: an unknown member, an action without a reason. */
export function readOverlay(text: string, source: string): Overlay {
  const overlay = parseYaml(text, source);
  if (!isObject(overlay) || !/^1\.0\./.test(String(overlay.overlay)) || !Array.isArray(overlay.actions)) {
    throw new DocumentError(
      source,
      "This is no OpenAPI Overlay 1.0: it needs `overlay: 1.0.0` and a list of `actions`.",
    );
  }
  for (const [index, action] of overlay.actions.entries()) {
    const place = `${source}${pointer("actions", index)}`;
    if (!isObject(action) || typeof action.target !== "string") {
      throw new DocumentError(place, "The action has no `target`, a JSONPath (RFC 9535) into the document.");
    }
    if (typeof action.description !== "string" || action.description.trim() === "") {
      throw new DocumentError(
        place,
        "The action has no `description`: say why it is there, and the passage it rests on.",
      );
    }
    const unknown = Object.keys(action).find(
      (name) => !["target", "description", "update", "remove", "x-expect"].includes(name),
    );
    if (unknown) throw new DocumentError(`${place}/${unknown}`, `An action has no member \`${unknown}\`.`);
    if (action["x-expect"] !== undefined && !isObject(action["x-expect"])) {
      throw new DocumentError(
        `${place}/x-expect`,
        "Expected an object: a JSONPath, and the value that the document has there.",
      );
    }
    if ((action.update === undefined) === (action.remove !== true)) {
      throw new DocumentError(place, "The action needs either an `update` or `remove: true`.");
    }
  }
  return { source, actions: overlay.actions as unknown as Action[] };
}

/**
 * Carries out an OpenAPI Overlay (https://spec.openapis.org/overlay/v1.0.0.html) on a copy of the document.
 * @throws DocumentError when a target matches nothing, or when the document no longer says what the action expects.
 */
export function applyOverlay(document: JsonObject, overlay: Overlay): JsonObject {
  const result = copy(document);
  for (const [index, action] of overlay.actions.entries()) {
    const place = `${overlay.source}${pointer("actions", index)}`;
    for (const [path, expected] of Object.entries(action["x-expect"] ?? {}))
      expect(result, path, expected, place);
    const matches = find(result, action.target, place);
    if (matches.length === 0) {
      throw new DocumentError(
        place,
        `Its target matches nothing: ${action.target}`,
        "The document has changed, or the target is misspelt.",
      );
    }
    if (action.remove) remove(result, matches, place);
    else for (const { value } of matches) update(value, action.update!, place);
  }
  return result;
}

interface Match {
  readonly value: Json;
  readonly path: readonly (string | number)[];
}

function find(document: JsonObject, path: string, place: string): Match[] {
  const matches: Match[] = [];
  try {
    exec(document, path, (value, at) => matches.push({ value: value as Json, path: [...at] }));
  } catch (error) {
    throw new DocumentError(place, `This is no JSONPath (RFC 9535): ${path}: ${(error as Error).message}`);
  }
  return matches;
}

function expect(document: JsonObject, path: string, expected: Json, place: string): void {
  const found = find(document, path, place).map(({ value }) => value);
  if (found.length === 1 && !firstDifference(found[0]!, expected)) return;
  throw new DocumentError(
    place,
    `It expects ${path} to be\n    ${JSON.stringify(expected)}\n  but the document says\n    ${found.map((value) => JSON.stringify(value)).join("\n    ") || "nothing"}`,
    "Upstream has changed what this action rests on: read the document again, then mend or delete the action.",
  );
}

function update(target: Json, value: Json, place: string): void {
  if (Array.isArray(target)) target.push(copy(value));
  else if (isObject(target) && isObject(value)) merge(target, value);
  else throw new DocumentError(place, "An `update` needs an object, or a list, as its target.");
}

function merge(target: JsonObject, value: JsonObject): void {
  for (const [name, member] of Object.entries(value)) {
    const known = target[name];
    if (isObject(known) && isObject(member)) merge(known, member);
    else if (Array.isArray(known) && Array.isArray(member)) known.push(...copy(member));
    else target[name] = copy(member);
  }
}

/** Every place is found before anything is removed: the order of the matches, and one inside another, make no difference. */
function remove(document: JsonObject, matches: readonly Match[], place: string): void {
  const inLists = new Map<Json[], Set<unknown>>();
  const inObjects: [JsonObject, string][] = [];
  for (const { path } of matches) {
    const last = path.at(-1);
    if (last === undefined) throw new DocumentError(place, "The whole document cannot be removed.");
    let parent: Json = document;
    for (const token of path.slice(0, -1)) parent = (parent as Record<string | number, Json>)[token]!;
    if (Array.isArray(parent)) inLists.set(parent, (inLists.get(parent) ?? new Set()).add(last));
    else inObjects.push([parent as JsonObject, String(last)]);
  }
  for (const [list, indexes] of inLists)
    list.splice(0, list.length, ...list.filter((_, index) => !indexes.has(index)));
  for (const [parent, name] of inObjects) delete parent[name];
}
