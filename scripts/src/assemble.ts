import { checkReferences } from "./check-references.ts";
import { DocumentError } from "./document-error.ts";
import {
  copy,
  firstDifference,
  isObject,
  type Json,
  type JsonObject,
  pointer,
  resolve,
  walk,
} from "./json.ts";
import { effectiveParameters } from "./parameters.ts";

/** One upstream document of an API, and the path that it was read from. */
export interface Fragment {
  readonly source: string;
  readonly document: JsonObject;
}

export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** What holds for every operation of a document: a fragment without it would take it over from another. */
const everywhere = ["openapi", "info", "jsonSchemaDialect", "servers", "security"];

/**
 * Merges the fragments of one API into one document, in whatever order they come. What is equal is kept once;
 * whatever disagrees is an error that names both places. Components and paths are sorted by name, so that a new
 * fragment gives a small diff.
 */
export function assemble(fragments: readonly Fragment[]): JsonObject {
  const inOrder = [...fragments].sort((a, b) => (a.source < b.source ? -1 : 1));
  refuseOtherVersions(inOrder);
  const paths = assemblePaths(inOrder);
  refuseRepeatedOperationIds(inOrder);
  const whole: Kept = new Map();
  const tags: Kept = new Map();
  const components = new Map<string, Kept>();
  for (const { source, document } of inOrder) {
    for (const [member, value] of Object.entries(document)) {
      if (member === "components") {
        for (const [section, entries] of Object.entries(object(value, source, member))) {
          const kept: Kept = components.get(section) ?? new Map();
          components.set(section, kept);
          for (const [name, component] of Object.entries(object(entries, source, member, section))) {
            keep(kept, name, component, source, member, section, name);
          }
        }
      } else if (member === "tags") {
        if (!Array.isArray(value)) throw new DocumentError(`${source}#/tags`, "A list was expected here.");
        for (const [index, tag] of value.entries()) {
          const { name } = object(tag, source, member, String(index));
          keep(tags, String(name), tag, source, member, String(index));
        }
      } else if (member !== "paths") {
        keep(whole, member, value, source, member);
      }
    }
  }
  const { openapi, info, servers, security, ...rest } = Object.fromEntries(values(whole));
  const document = copy(
    withoutUndefined({
      openapi,
      info,
      servers,
      security,
      tags: tags.size > 0 ? values(tags).map(([, tag]) => tag) : undefined,
      ...rest,
      paths,
      components:
        components.size > 0
          ? sortMembers([...components].map(([section, kept]) => [section, sortMembers(values(kept))]))
          : undefined,
    }),
  );
  dropExamplesElsewhere(document);
  checkReferences(document, inOrder.map(({ source }) => source).join(", "));
  return document;
}

/** Values by name, each with the place that it was first found at. */
type Kept = Map<string, { readonly value: Json; readonly source: string; readonly path: readonly string[] }>;

function keep(kept: Kept, name: string, value: Json, source: string, ...path: string[]): void {
  const known = kept.get(name);
  const difference = known && firstDifference(known.value, value);
  if (!known) kept.set(name, { value, source, path });
  else if (difference) {
    disagreement(
      known.source + pointer(...known.path, ...difference),
      source + pointer(...path, ...difference),
    );
  }
}

function values(kept: Kept): [string, Json][] {
  return [...kept].map(([name, { value }]) => [name, value]);
}

function disagreement(...places: string[]): never {
  throw new DocumentError(
    places,
    "The two documents disagree here.",
    "Both must describe one version of the API: get the older one again.",
  );
}

function refuseOtherVersions([first, ...others]: readonly Fragment[]): void {
  if (!first) return;
  const stated = ({ document }: Fragment): JsonObject =>
    Object.fromEntries(Object.entries(document).filter(([member]) => everywhere.includes(member)));
  for (const other of others) {
    const difference = firstDifference(stated(first), stated(other));
    if (difference)
      disagreement(first.source + pointer(...difference), other.source + pointer(...difference));
  }
}

interface PathFragment {
  readonly source: string;
  readonly document: JsonObject;
  readonly template: string;
  readonly item: JsonObject;
}

function assemblePaths(fragments: readonly Fragment[]): JsonObject {
  const byShape = new Map<string, PathFragment[]>();
  for (const { source, document } of fragments) {
    for (const [template, value] of Object.entries(object(document.paths ?? {}, source, "paths"))) {
      const item = object(resolve(document, value), source, "paths", template);
      const shape = template.replaceAll(/\{[^}]*\}/g, "{}");
      const known = byShape.get(shape) ?? [];
      byShape.set(shape, [...known, { source, document, template, item }]);
      const other = known.find((fragment) => fragment.template !== template);
      if (!other) continue;
      throw new DocumentError(
        [other.source + pointer("paths", other.template), source + pointer("paths", template)],
        "The two path templates differ only in a parameter's name, so they are the same path.",
      );
    }
  }
  return sortMembers(
    [...byShape.values()].map((fragments) => [fragments[0]!.template, assemblePath(fragments)]),
  );
}

function assemblePath(fragments: readonly PathFragment[]): JsonObject {
  const [first, ...others] = fragments;
  if (others.length === 0) return first!.item;
  const merged: Kept = new Map();
  for (const { source, document, template, item } of fragments) {
    const { parameters: _, servers: __, ...members } = item;
    for (const [name, value] of Object.entries(members)) {
      const known = merged.get(name);
      const isOperation = methods.some((method) => method === name);
      if (known && isOperation) {
        throw new DocumentError(
          [known.source + pointer(...known.path), source + pointer("paths", template, name)],
          "The same operation is described twice.",
          "Keep one of the two documents.",
        );
      }
      const kept = isOperation
        ? withPathLevel(document, item, object(value, source, "paths", template, name))
        : value;
      keep(merged, name, kept, source, "paths", template, name);
    }
  }
  return Object.fromEntries(values(merged));
}

/** What a fragment states for its path holds for its own operations only, so it moves down to them. */
function withPathLevel(document: JsonObject, item: JsonObject, operation: JsonObject): JsonObject {
  const parameters = effectiveParameters(document, item, operation);
  const servers = operation.servers ?? item.servers;
  return {
    ...operation,
    ...(parameters.length > 0 && { parameters }),
    ...(servers !== undefined && { servers }),
  };
}

function refuseRepeatedOperationIds(fragments: readonly Fragment[]): void {
  const seen = new Map<string, string>();
  for (const { source, document } of fragments) {
    for (const [template, item] of Object.entries(object(document.paths ?? {}, source, "paths"))) {
      for (const method of methods) {
        const operation = isObject(item) ? item[method] : undefined;
        if (!isObject(operation) || typeof operation.operationId !== "string") continue;
        const place = source + pointer("paths", template, method, "operationId");
        const earlier = seen.get(operation.operationId);
        if (earlier) {
          throw new DocumentError(
            [earlier, place],
            `The operationId \`${operation.operationId}\` is used twice.`,
          );
        }
        seen.set(operation.operationId, place);
      }
    }
  }
}

/** An example that is elsewhere is not fetched, by whatever reads the document: its address goes. */
function dropExamplesElsewhere(document: JsonObject): void {
  walk(document, (object, path) => {
    if (path.at(-2) === "examples") delete object.externalValue;
  });
}

function object(value: Json | undefined, source: string, ...path: string[]): JsonObject {
  if (!isObject(value)) throw new DocumentError(source + pointer(...path), "An object was expected here.");
  return value;
}

function sortMembers(members: readonly [string, Json][]): JsonObject {
  return Object.fromEntries([...members].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withoutUndefined(value: { [member: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
