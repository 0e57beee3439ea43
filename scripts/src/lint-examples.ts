import { type SchemaCheck, schemaChecks } from "./corpus/schema-check.ts";
import { isObject, type Json, type JsonObject, pointer } from "./json.ts";
import type { Finding } from "./lint-finding.ts";
import { eachObject, eachSchema } from "./lint-places.ts";

/** Examples and defaults that their own schemas refuse. */
export function lintExamples(
  document: JsonObject,
  check: SchemaCheck = schemaChecks(document).received,
): Finding[] {
  const refused = (
    schema: readonly string[],
    place: readonly string[],
    value: Json | undefined,
  ): Finding[] => {
    const problem = value === undefined ? undefined : check(pointer(...schema), value);
    if (problem === undefined) return [];
    return [{ check: "examples", place: pointer(...place), what: `Its schema refuses it: ${problem}` }];
  };
  const ofSchemas = eachSchema(document).flatMap(({ object, place }) => [
    ...refused(place, [...place, "example"], object.example),
    ...refused(place, [...place, "default"], object.default),
    ...(Array.isArray(object.examples) ? object.examples : []).flatMap((value, index) =>
      refused(place, [...place, "examples", String(index)], value),
    ),
  ]);
  const ofMedia = eachObject(document).flatMap(({ object, place }) => {
    const schema = [...place, "schema"];
    if (!isObject(object.schema)) return [];
    return [
      ...refused(schema, [...place, "example"], object.example),
      ...Object.entries(isObject(object.examples) ? object.examples : {}).flatMap(([name, example]) =>
        refused(schema, [...place, "examples", name, "value"], isObject(example) ? example.value : undefined),
      ),
    ];
  });
  return [...ofSchemas, ...ofMedia];
}
