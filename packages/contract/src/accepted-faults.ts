import { existsSync, readFileSync } from "node:fs";
import { at } from "../../../scripts/src/json.ts";
import { type Accepted, readAccepted } from "../../../scripts/src/lint-accepted.ts";
import { type Declared, type JsonObject, specs } from "./document.ts";

/** What of a document makes an answer that is made from it one that its schema refuses. */
const checks = ["examples", "required"];

/**
 * The faults of a document that a schema rests on, as `specs/<api>/accepted.yaml` lists them with their reasons. An answer
 * that a schema refuses without one of them is a fault of ours.
 */
export function acceptedFaults(
  { api, document }: Pick<Declared, "api" | "document">,
  schema: string,
): Accepted[] {
  const file = `${specs}/${api}/accepted.yaml`;
  if (!existsSync(file)) return [];
  const places = [...reached(document, schema)];
  return readAccepted(readFileSync(file, "utf8"), `specs/${api}/accepted.yaml`).filter(
    ({ check, place }) =>
      checks.includes(check) && places.some((each) => place === each || place.startsWith(`${each}/`)),
  );
}

/** The place of a schema, and of everything that it refers to. */
function reached(document: JsonObject, place: string, found = new Set<string>()): Set<string> {
  if (found.has(place)) return found;
  found.add(place);
  for (const [, reference] of JSON.stringify(at(document, place) ?? null).matchAll(/"\$ref":"(#[^"]*)"/g))
    reached(document, reference!, found);
  return found;
}
