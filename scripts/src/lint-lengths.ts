import { type JsonObject, pointer } from "./json.ts";
import type { Finding } from "./lint-finding.ts";
import { eachSchema } from "./lint-places.ts";

/** Lengths of what is no text: they say nothing of it (JSON Schema validation, section 6.3). */
export function lintLengths(document: JsonObject): Finding[] {
  return eachSchema(document).flatMap(({ object, place }) => {
    const types = [object.type ?? []].flat().filter((type) => type !== "null");
    if (types.length === 0 || types.includes("string")) return [];
    return ["maxLength", "minLength"]
      .filter((keyword) => object[keyword] !== undefined)
      .map((keyword) => ({
        check: "lengths",
        place: pointer(...place, keyword),
        what: `\`${keyword}\` says nothing of what is of type ${types.join(" or ")}.`,
      }));
  });
}
