import { type JsonObject, pointer } from "./json.ts";
import type { Finding } from "./lint-finding.ts";
import { eachSchema } from "./lint-places.ts";

/** Values that a description names beside those of the enum, and the enum lacks. */
export function lintEnums(document: JsonObject): Finding[] {
  return eachSchema(document).flatMap(({ object, place }) => {
    const { enum: listed, description } = object;
    if (!Array.isArray(listed) || typeof description !== "string") return [];
    const values = listed.filter((value) => typeof value === "string");
    const style = styles.find((each) => values.length > 0 && values.every((value) => each.test(value)));
    if (!style) return [];
    const named = new Set([...description.matchAll(/`([^`\s]+)`/g)].map(([, value]) => value!));
    // A description that names none of the values is not about them.
    if (!values.some((value) => named.has(value))) return [];
    return [...named]
      .filter((value) => style.test(value) && !values.includes(value))
      .map((value) => ({
        check: "enum-values",
        place: pointer(...place),
        what: `Its description names \`${value}\`, which its enum lacks.`,
      }));
  });
}

/** How values are written tells them from the other names that a description quotes. */
const styles = [/^[A-Z][A-Z0-9_-]*$/, /^\d+$/];
