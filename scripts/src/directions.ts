import { at, copy, isObject, type Json, type JsonObject, pointer, tokens, walk } from "./json.ts";
import { requiresOneSided, strikeOneSided } from "./one-sided.ts";

const schemas = "#/components/schemas/";

/** Marks an enum in what is received: its known values are suggested in the types, and others are allowed. */
export const openEnum = "x-open-enum";

/**
 * The document with each schema as its direction has it: in what is sent, enums are closed, and what only the server
 * states is not required; in what is received, enums are open, and what only the client states is not required. A schema
 * that is both sent and received, and differs, gets a twin named `…Received` for the received side.
 */
export function byDirection(document: JsonObject): JsonObject {
  const result = copy(document);
  nameDeepReferences(result);
  stateDiscriminators(result);
  const components = ((result.components as JsonObject)?.schemas ?? {}) as JsonObject;
  const sentPlaces: Json[] = [];
  const receivedPlaces: Json[] = [];
  for (const item of Object.values((result.paths ?? {}) as JsonObject)) {
    sentPlaces.push((item as JsonObject).parameters ?? null);
    for (const operation of Object.values(item as JsonObject).filter(isObject)) {
      sentPlaces.push(operation.parameters ?? null, operation.requestBody ?? null);
      receivedPlaces.push(operation.responses ?? null);
    }
  }
  const sent = new Set<string>();
  const received = new Set<string>();
  for (const place of sentPlaces) reach(result, place, sent);
  for (const place of receivedPlaces) reach(result, place, received);
  const twins = new Map<string, string>();
  for (const reference of differing(result, received)) {
    if (!sent.has(reference) || !reference.startsWith(schemas)) continue;
    const name = freeName(`${tokens(reference)[2]}Received`, components);
    components[name] = null;
    twins.set(reference, referenceTo("components", "schemas", name));
  }
  for (const [reference, twin] of twins) components[tokens(twin)[2]!] = copy(at(result, reference)!);

  const asReceived = [
    ...receivedPlaces,
    ...[...received].filter((reference) => !sent.has(reference)).map((reference) => at(result, reference)!),
    ...[...twins.values()].map((twin) => at(result, twin)!),
  ];
  for (const place of asReceived) {
    open(place, twins);
    strikeOneSided(result, place, "writeOnly");
  }
  const asSent = [...sentPlaces, ...[...sent].map((reference) => at(result, reference)!)];
  for (const place of asSent) strikeOneSided(result, place, "readOnly");
  return result;
}

/** Those of the components that are not the same in both directions, or refer to one that is not. */
function differing(document: JsonObject, references: ReadonlySet<string>): string[] {
  const referring = new Map<string, string[]>();
  const found = new Set<string>();
  for (const reference of references) {
    const component = at(document, reference) ?? null;
    for (const below of directReferences(component)) {
      if (!referring.has(below)) referring.set(below, []);
      referring.get(below)!.push(reference);
    }
    const differs =
      containsEnum(component) ||
      requiresOneSided(document, component, "readOnly") ||
      requiresOneSided(document, component, "writeOnly");
    if (differs) found.add(reference);
  }
  // What is added while this runs has its turn as well.
  for (const reference of found) for (const above of referring.get(reference) ?? []) found.add(above);
  return [...references].filter((reference) => found.has(reference));
}

/** A reference to a place: who follows one decodes it. */
function referenceTo(...path: readonly string[]): string {
  return pointer(...path).replaceAll("%", "%25");
}

/**
 * What is referred to where it stands, and not as a component: a schema becomes a component, since types are named as a
 * whole, and anything else is put in place of its reference.
 */
function nameDeepReferences(document: JsonObject): void {
  const components = schemasOf(document);
  const named = new Map<string, string>();
  rename(document);

  function rename(value: Json): void {
    walk(value, (object) => {
      if (typeof object.$ref !== "string") return;
      const path = tokens(object.$ref);
      const reference = referenceTo(...path);
      object.$ref = named.get(reference) ?? reference;
      if (named.has(reference) || (path[0] === "components" && path.length < 4)) return;
      const target = at(document, reference);
      if (!isSchemaPlace(path)) {
        if (!isObject(target)) return;
        delete object.$ref;
        Object.assign(object, copy(target));
        return;
      }
      const name = freeName(
        path
          .slice(reference.startsWith(schemas) ? 2 : 1)
          .join("_")
          .replaceAll(/[^\w.-]/g, "_"),
        components,
      );
      const schema = copy(target ?? {});
      components[name] = schema;
      object.$ref = referenceTo("components", "schemas", name);
      named.set(reference, object.$ref);
      rename(schema);
    });
  }
}

/** Whether a place below the top is known to hold a schema. */
function isSchemaPlace(path: readonly string[]): boolean {
  return (
    (path[0] === "components" && path[1] === "schemas") ||
    path.includes("schema") ||
    path[0] === "definitions" ||
    path[0] === "$defs"
  );
}

/** The document's named schemas, where more can be added. */
function schemasOf(document: JsonObject): JsonObject {
  const components = isObject(document.components) ? document.components : {};
  const schemas = isObject(components.schemas) ? components.schemas : {};
  document.components = { ...components, schemas };
  return schemas;
}

/** A discriminator's values are the schemas' names where it maps none: they must outlive the twins. */
export function stateDiscriminators(document: JsonObject): void {
  const components = Object.entries(((document.components as JsonObject)?.schemas ?? {}) as JsonObject);
  walk(document, (object, path) => {
    const { discriminator } = object;
    if (!isObject(discriminator) || typeof discriminator.propertyName !== "string") return;
    const here = referenceTo(...path);
    const children = components.filter(([, schema]) =>
      references(isObject(schema) ? schema.allOf : undefined).includes(here),
    );
    const mapping = Object.entries((discriminator.mapping ?? {}) as JsonObject).map(
      ([value, schema]): [string, string] => {
        return [
          value,
          components.some(([name]) => name === schema)
            ? referenceTo("components", "schemas", String(schema))
            : String(schema),
        ];
      },
    );
    const options = [
      ...references(object.oneOf),
      ...references(object.anyOf),
      ...children.map(([name]) => referenceTo("components", "schemas", name)),
    ];
    for (const option of options) {
      if (!mapping.some(([, schema]) => schema === option)) mapping.push([tokens(option).at(-1)!, option]);
    }
    discriminator.mapping = Object.fromEntries(mapping);
  });
}

function references(schemas: Json | undefined): string[] {
  return (Array.isArray(schemas) ? schemas : []).flatMap((schema) =>
    isObject(schema) && typeof schema.$ref === "string" ? [schema.$ref] : [],
  );
}

function freeName(wanted: string, components: JsonObject): string {
  return Object.hasOwn(components, wanted) ? freeName(`${wanted}_`, components) : wanted;
}

/** Adds every component that `value` refers to, directly or through another: first what stands first. */
function reach(document: JsonObject, value: Json, found: Set<string>): void {
  const open = directReferences(value).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...directReferences(at(document, next) ?? null).reverse());
  }
}

function directReferences(value: Json): string[] {
  const found: string[] = [];
  walk(value, (object) => {
    for (const member of Object.values(object))
      if (typeof member === "string" && member.startsWith("#/components/")) found.push(member);
  });
  return found;
}

function containsEnum(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(containsEnum);
  return isObject(value) && (Array.isArray(value.enum) || Object.values(value).some(containsEnum));
}

/** Marks the enums below `value`, and turns its references to the received twins. */
function open(value: Json | undefined, twins: ReadonlyMap<string, string>): void {
  if (Array.isArray(value)) for (const item of value) open(item, twins);
  else if (isObject(value)) {
    if (Array.isArray(value.enum)) value[openEnum] = true;
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === "string" && twins.has(member)) value[name] = twins.get(member)!;
      else open(member, twins);
    }
  }
}
