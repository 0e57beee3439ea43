import type { Place } from "../declared.ts";
import { at, isObject, type Json, type JsonObject, pointer } from "../json.ts";
import type { Finding } from "./corpus-document.ts";
import type { SchemaCheck } from "./schema-check.ts";
import { statedExamples } from "./stated-examples.ts";

/** The examples of a response that their own schemas refuse: its media type's, else those of the schemas that it is made of. */
export function refusedExamples(document: JsonObject, media: Place, check: SchemaCheck): Finding[] {
  const schema = `${media.pointer}/schema`;
  const stated = statedExamples(document, media).flatMap(({ value, place }) =>
    finding(place, check(schema, value)),
  );
  return stated.length > 0 ? stated : below(document, schema, check, new Set());
}

const parts = ["properties", "items", "prefixItems", "allOf", "oneOf", "anyOf", "additionalProperties"];

function below(document: JsonObject, place: string, check: SchemaCheck, seen: Set<string>): Finding[] {
  const schema = at(document, place);
  if (seen.has(place) || !isObject(schema)) return [];
  seen.add(place);
  if (typeof schema.$ref === "string") return below(document, schema.$ref, check, seen);
  const examples: [string, Json][] = [
    ...Object.entries(schema).filter(([name]) => name === "example" || name === "default"),
    ...(Array.isArray(schema.examples) ? schema.examples : []).map((value, index): [string, Json] => [
      `examples/${index}`,
      value,
    ]),
  ];
  return [
    ...examples.flatMap(([name, value]) => finding(`${place}/${name}`, check(place, value))),
    ...parts.flatMap((name) => {
      const part = schema[name];
      const isMap = name === "properties" || Array.isArray(part);
      const members = isMap
        ? Object.keys(part ?? {}).map((member) => pointer(name, member))
        : [pointer(name)];
      return members.flatMap((member) => below(document, place + member.slice(1), check, seen));
    }),
  ];
}

function finding(place: string, problem: string | undefined): Finding[] {
  return problem === undefined ? [] : [{ place, what: `its schema refuses this example: ${problem}` }];
}
