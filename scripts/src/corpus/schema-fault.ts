import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { at, isObject, type Json, type JsonObject, walk } from "../json.ts";
import type { Finding } from "./corpus-document.ts";

/** Where the schema at a place, or one that it refers to, is no JSON Schema; the place itself where that is not found. */
export function schemaFault(document: JsonObject, place: string, problem: string): Finding {
  const ajv = new Ajv2020({ strict: false, logger: false });
  formats.default(ajv);
  for (const reached of reachable(document, place, new Set())) {
    const schema = at(document, reached);
    if (!isObject(schema) && typeof schema !== "boolean") {
      return { place: reached, what: "a schema was expected here" };
    }
    if (ajv.validateSchema(schema) === true) continue;
    const [first] = ajv.errors!.sort((a, b) => b.instancePath.length - a.instancePath.length);
    return {
      place: reached + encodeURI(first!.instancePath),
      what: `it is no JSON Schema: ${first!.message}`,
    };
  }
  return { place, what: `it is no JSON Schema: ${problem}` };
}

function reachable(document: JsonObject, place: string, seen: Set<string>): Set<string> {
  if (seen.has(place)) return seen;
  seen.add(place);
  const value: Json = at(document, place) ?? null;
  walk(value, ({ $ref }) => {
    if (typeof $ref === "string") reachable(document, $ref, seen);
  });
  return seen;
}
