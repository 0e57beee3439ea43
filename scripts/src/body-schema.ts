import { declaredOf } from "./declared.ts";
import { DocumentError } from "./document-error.ts";
import { type CheckedSchema, checkedSchema, isWhollyChecked } from "./event-schema.ts";
import { at, copy, isObject, type Json, type JsonObject, pointer } from "./json.ts";
import { strikeOneSided } from "./one-sided.ts";
import type { OperationModel } from "./operations.ts";

/** What is checked of the bodies that an API takes. */
export interface BodySchemas {
  /** The operations whose body is checked: those that take JSON that the document says something of. */
  readonly operations: readonly OperationModel[];
  /** In its `allOf` the schema of each of these bodies, and in its `$defs` what they refer to, once for all of them. */
  readonly checked: CheckedSchema;
  /** Where a place of it is in the document: of `#/$defs/Card/type`, perhaps `#/components/schemas/Card/type`. */
  originalPlace(place: string): string;
}

export function bodySchemas(
  document: JsonObject,
  operations: readonly OperationModel[],
  source: string,
): BodySchemas {
  const sent = copy(document);
  strikeOneSided(sent, sent, "readOnly");
  const definitions: Definitions = { names: new Map(), schemas: {} };
  const bodies = operations.flatMap((operation) => {
    const place = placeOf(sent, operation);
    const schema = jsonSchema(sent, place === undefined ? true : at(sent, place)!, definitions);
    return isObject(schema) ? [{ operation, schema, place: place! }] : [];
  });
  const whole = { allOf: bodies.map(({ schema }) => schema), $defs: definitions.schemas };
  const originals = new Map([
    ...bodies.map(({ place }, index): [string, string] => [pointer("allOf", index), place]),
    ...[...definitions.names].map(([place, name]): [string, string] => [pointer("$defs", name), place]),
  ]);
  const originalPlace = (place: string): string => {
    const [part = ""] = /^#\/[^/]+\/[^/]+/.exec(place) ?? [];
    return (originals.get(part) ?? part) + place.slice(part.length);
  };
  const operationsOf = bodies.map(({ operation }) => operation);
  try {
    return { operations: operationsOf, checked: checkedSchema(whole, source), originalPlace };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const places = error.places.map((place) => source + originalPlace(place.slice(source.length)));
    throw new DocumentError(places, error.what);
  }
}

/** Where the schema of an operation's JSON body is; undefined where there is none. */
function placeOf(document: JsonObject, operation: OperationModel): string | undefined {
  if (operation.bodyType === undefined || !/\bjson\b/.test(operation.bodyType)) return undefined;
  const { body } = declaredOf(document, operation);
  return body?.value.schema === undefined ? undefined : `${body.pointer}/schema`;
}

/** Keywords whose values are data, not schemas. */
const data = new Set(["enum", "const", "default", "example", "examples", "required"]);

interface Definitions {
  /** The name of each reference's target. */
  readonly names: Map<string, string>;
  readonly schemas: JsonObject;
}

/**
 * An OpenAPI schema as JSON Schema draft-07: references lead to `$defs`, which they fill, and what OpenAPI says in
 * another way (`nullable`, `exclusiveMinimum: true`, `prefixItems`) is said in its words. Formats go: a body is not
 * refused for them. Nothing that goes may make the rest refuse more: without it two alternatives may fit, so one of them
 * is enough, and what must not fit, or decides between others, stays only where it is checked wholly.
 */
function jsonSchema(document: JsonObject, schema: Json, definitions: Definitions): Json {
  if (Array.isArray(schema)) return schema.map((item) => jsonSchema(document, item, definitions));
  if (!isObject(schema)) return schema;
  if (typeof schema.$ref === "string")
    return { $ref: `#/$defs/${define(document, schema.$ref, definitions)}` };
  const { nullable, format, discriminator, xml, externalDocs, oneOf, ...kept } = schema;
  if (Array.isArray(oneOf)) kept.allOf = [...((kept.allOf as Json[]) ?? []), { anyOf: oneOf }];
  if (kept.not !== undefined && !isWhollyChecked(kept.not)) delete kept.not;
  if (kept.if !== undefined && !isWhollyChecked(kept.if)) delete kept.if;
  if (Array.isArray(kept.prefixItems)) {
    if (kept.items !== undefined) kept.additionalItems = kept.items;
    kept.items = kept.prefixItems;
    delete kept.prefixItems;
  }
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(kept)) {
    if (keyword.startsWith("x-")) continue;
    if (keyword === "properties" && isObject(value)) {
      result.properties = Object.fromEntries(
        Object.entries(value).map(([name, below]) => [name, jsonSchema(document, below, definitions)]),
      );
    } else result[keyword] = data.has(keyword) ? value : jsonSchema(document, value, definitions);
  }
  for (const [limit, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof result[limit] !== "boolean") continue;
    if (result[limit] && result[bound] !== undefined) {
      result[limit] = result[bound];
      delete result[bound];
    } else delete result[limit];
  }
  if (nullable === true && typeof result.type === "string") {
    result.type = [result.type, "null"];
    if (Array.isArray(result.enum) && !result.enum.includes(null)) result.enum = [...result.enum, null];
  }
  return result;
}

/** The name that the target of a reference has among the definitions, where it is put the first time. */
function define(document: JsonObject, reference: string, definitions: Definitions): string {
  const known = definitions.names.get(reference);
  if (known !== undefined) return known;
  const wanted = reference.replaceAll(/[^\w]+/g, "_");
  let name = wanted;
  for (let count = 2; Object.hasOwn(definitions.schemas, name); count++) name = `${wanted}_${count}`;
  definitions.names.set(reference, name);
  definitions.schemas[name] = true;
  definitions.schemas[name] = jsonSchema(document, at(document, reference) ?? true, definitions);
  return name;
}
