import { schemaChecks } from "./corpus/schema-check.ts";
import { parseEventPage } from "./event-page.ts";
import { copy, isObject, type Json, type JsonObject, pointer, walk } from "./json.ts";
import { lintEnums } from "./lint-enums.ts";
import { lintExamples } from "./lint-examples.ts";
import type { Finding } from "./lint-finding.ts";
import { lintLengths } from "./lint-lengths.ts";
import { eachSchema, type PlacedObject } from "./lint-places.ts";
import { lintRequired } from "./lint-required.ts";
import type { Source } from "./sources.ts";

/** What {@link lintEvent} finds, each at a place of its document: `upstream/cards-rotate-cvv-1.md#/properties/…`. */
export function lintEvents(sources: readonly Source[]): Finding[] {
  return sources.flatMap(({ api, file, text, event }) => {
    const { schema } = parseEventPage(text, `specs/${file}`, event);
    const findings = lintEvent(schema as JsonObject, text);
    return findings.map((finding) => ({ ...finding, place: file.slice(api.length + 1) + finding.place }));
  });
}

/** What is wrong with an event's JSON Schema, in itself and against the prose of its page. */
export function lintEvent(schema: JsonObject, page: string): Finding[] {
  return [
    ...lintEnums(schema),
    ...lintRequired(schema),
    // The check of an event reports formats, as that of what is sent does.
    ...lintExamples(schema, schemaChecks(withoutTuples(schema)).sent),
    ...lintLengths(schema),
    ...lintProse(schema, page),
  ];
}

/** The same schema with what `items` says of single items in the words of 2020-12. */
function withoutTuples(schema: JsonObject): JsonObject {
  const result = copy(schema);
  walk(result, (object) => {
    if (!Array.isArray(object.items)) return;
    object.prefixItems = object.items;
    object.items = object.additionalItems ?? true;
  });
  return result;
}

/** A member in a page's prose: its name, perhaps `required`, and below it lines such as `Type: string`. */
const memberHead = /^(\w+)( required)?[ \t]*\n\n?(?=(?:Title|Description|Type): )/gm;
const valueList = /^Must be one of the following:\n((?:.+\n)+)/m;

/** Where prose and schema differ in what is required, or the prose lists a value that an enum lacks. */
function lintProse(schema: JsonObject, page: string): Finding[] {
  const text = page.replaceAll("\r\n", "\n");
  const heads = [...text.matchAll(memberHead)];
  return heads.flatMap(({ 1: name = "", 2: mark, index }, at) => {
    const owner = onlyOwner(schema, name);
    if (!owner) return [];
    const { required, properties } = owner.object as { required?: Json; properties: JsonObject };
    const found = (check: string, what: string): Finding => {
      return { check, place: pointer(...owner.place, "properties", name), what };
    };
    const isRequired = Array.isArray(required) && required.includes(name);
    const member = properties[name];
    const [, list = ""] = valueList.exec(text.slice(index, heads[at + 1]?.index)) ?? [];
    const listed = list.split("\n").filter(Boolean);
    const lacking =
      isObject(member) && Array.isArray(member.enum)
        ? listed.filter((value) => !(member.enum as Json[]).map(String).includes(value))
        : [];
    return [
      ...lacking.map((value) => found("enum-values", `Its prose lists \`${value}\`, which its enum lacks.`)),
      ...(mark && !isRequired
        ? [found("conditions", 'Its prose says "required", and its schema does not.')]
        : []),
      ...(isRequired && !mark
        ? [found("conditions", "Its schema requires it, and its prose does not.")]
        : []),
    ];
  });
}

/** The schema that has a member of this name; undefined where several have one, since the prose does not tell which. */
function onlyOwner(schema: JsonObject, name: string): PlacedObject | undefined {
  const [owner, ...others] = eachSchema(schema).filter(
    ({ object }) => isObject(object.properties) && Object.hasOwn(object.properties, name),
  );
  return others.length === 0 ? owner : undefined;
}
