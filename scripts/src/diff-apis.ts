import { methods } from "./assemble.ts";
import { type Change, compareBumps } from "./change.ts";
import { clientChanges, keyOf, placeOf } from "./client-rules.ts";
import { type Comparable, comparable } from "./comparable.ts";
import { byDirection } from "./directions.ts";
import { inputName, resultName } from "./emit-types.ts";
import { at, isObject, type JsonObject, pointer, tokens } from "./json.ts";
import type { OperationModel } from "./operations.ts";
import { type RedoclyChange, redoclyDiff } from "./redocly-diff.ts";
import { rate, redoclyImpacts, redoclyRules } from "./redocly-rules.ts";
import {
  compareDeclarations,
  type Declarations,
  type ExportChange,
  type TypeDirection,
  typeRules,
} from "./type-rules.ts";
import { type Direction, readUsage, type Use } from "./usage.ts";

/** An API as it is compared: its document, and what was made from it. */
export interface DescribedApi {
  readonly document: JsonObject;
  /** Absent where no client can be made from the document: it is then compared without one. */
  readonly client?: {
    readonly operations: readonly OperationModel[];
    readonly declarations: Declarations;
  };
}

/** What changed from one document of an API to another, for a user of its client. The greatest changes come first. */
export async function diffApis(before: DescribedApi, after: DescribedApi): Promise<Change[]> {
  const changes = [
    ...(await documentChanges(before, after)),
    ...(before.client && after.client
      ? [
          ...clientChanges(
            { document: before.document, ...before.client },
            { document: after.document, ...after.client },
          ),
          ...typeChanges(before, after),
        ]
      : []),
  ];
  const beta = betaOperations(before, after);
  return unique(changes.map((change) => withoutPromise(change, beta))).sort(
    (a, b) => compareBumps(b.bump, a.bump) || compareText(a.place, b.place),
  );
}

/** Every operation of a document that nothing was released from. */
export function newApi({ client }: DescribedApi): Change[] {
  return (client?.operations ?? []).map((operation) => ({
    bump: "minor",
    operation: operation.metadata.name,
    place: placeOf(operation),
    what: `Operation \`${operation.metadata.method} ${operation.metadata.path}\` was added.`,
    why: "It can be left alone.",
    rule: "operation-added",
  }));
}

/** Every operation of an API that is gone. */
export function removedApi({ client }: DescribedApi): Change[] {
  return (client?.operations ?? []).map((operation) => ({
    bump: "major",
    operation: operation.metadata.name,
    place: placeOf(operation),
    what: `Operation \`${operation.metadata.method} ${operation.metadata.path}\` was removed.`,
    why: redoclyRules["operation-removed"].why,
    rule: "operation-removed",
  }));
}

function unique(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function documentChanges(before: DescribedApi, after: DescribedApi): Promise<Change[]> {
  const [old, now] = [comparable(before.document), comparable(after.document)];
  const reported = await redoclyDiff(old.document, now.document, redoclyImpacts);
  const names = new Names(before, after);
  const used = usedPlaces(before);
  const usage = { before: readUsage(old.document), after: readUsage(now.document) };
  return reported.flatMap(perOperation).flatMap((change): Change[] => {
    const uses = usesOf(change, usage);
    const rating = rate(change, {
      before: old.document,
      after: now.document,
      directions: new Set(uses.flatMap(({ directions }) => [...directions])),
      isUsed: ({ path, base }) =>
        [path, base?.pointer ?? path].some((place) => used.includes(withoutParameterNames(place))),
    });
    if (!rating) return [];
    const place = originalPlace(change, old, now);
    // No operation uses the component: whether its type may be imported is told by the types.
    if (uses.length === 0)
      return [place.startsWith("#/components/") ? { ...rating, bump: "patch", place } : { ...rating, place }];
    return uses.map(({ operation }) => ({ ...rating, operation: names.of(operation), place }));
  });
}

/** A path that came or went is a change of each of its operations. */
function perOperation(change: RedoclyChange): RedoclyChange[] {
  const side = change.kind === "added" ? "revision" : "base";
  const node = change[side];
  if (change.kind === "modified" || change.typeName !== "PathItem" || !isObject(node?.value)) {
    return change.typeName === "Operation" && change.kind === "added"
      ? [asAdded(change, change.path)]
      : [change];
  }
  const item = node.value;
  return methods
    .filter((method) => isObject(item[method]))
    .map((method) => {
      const path = `${change.path}/${method}`;
      const operation = {
        ...change,
        typeName: "Operation",
        path,
        [side]: { ...node, pointer: `${node.pointer}/${method}` },
      };
      if (change.kind === "added") return asAdded(operation, path);
      const message = `Operation \`${method.toUpperCase()} ${tokens(path)[1]}\` was removed.`;
      return { ...operation, verdicts: change.verdicts.map((verdict) => ({ ...verdict, message })) };
    });
}

function asAdded(change: RedoclyChange, path: string): RedoclyChange {
  const [, template, method] = tokens(path);
  return { ...change, typeName: "Operation", property: `${method!.toUpperCase()} ${template}` };
}

function usesOf(
  change: RedoclyChange,
  usage: { before: (place: string) => Use[]; after: (place: string) => Use[] },
): Use[] {
  const old = change.base ? usage.before(change.base.pointer) : [];
  const now = change.revision ? usage.after(change.revision.pointer) : [];
  if (old.length === 0 || now.length === 0) return [...old, ...now];
  // A reference that now names another component concerns only those who had the one and have the other.
  const both = now.filter(({ operation }) => old.some((use) => use.operation === operation));
  const here = usage.after(change.path);
  return (both.length > 0 ? both : here).map((use) => ({
    operation: use.operation,
    directions: new Set(
      [...use.directions, ...directionsIn(old, use.operation)].filter((each) => isPossible(each, old, now)),
    ),
  }));
}

function directionsIn(uses: readonly Use[], operation: string): Direction[] {
  return uses.flatMap((use) => (use.operation === operation ? [...use.directions] : []));
}

function isPossible(direction: Direction, ...sides: readonly (readonly Use[])[]): boolean {
  return sides.some((uses) => uses.some(({ directions }) => directions.has(direction)));
}

function originalPlace({ base, revision }: RedoclyChange, old: Comparable, now: Comparable): string {
  return revision ? now.originalPlace(revision.pointer) : old.originalPlace(base!.pointer);
}

/** The responses and media types that the older client read or sent, as Redocly writes their places. */
function usedPlaces({ client }: DescribedApi): string[] {
  return (client?.operations ?? []).flatMap((operation) => {
    const here = [...tokens(withoutParameterNames(placeOf(operation)))];
    return [
      ...operation.success.map(({ status }) => pointer(...here, "responses", status)),
      ...operation.success.map(({ status, mediaType = "" }) =>
        pointer(...here, "responses", status, "content", mediaType),
      ),
      pointer(...here, "requestBody", "content", operation.bodyType ?? ""),
    ];
  });
}

function withoutParameterNames(place: string): string {
  return place.replaceAll(/\{[^}]*\}/g, "{}");
}

/** What operations are called: by the newer client, else by the older one, else by their method and path. */
class Names {
  readonly #names: Map<string, string>;

  constructor(before: DescribedApi, after: DescribedApi) {
    const operations = [...(before.client?.operations ?? []), ...(after.client?.operations ?? [])];
    this.#names = new Map(operations.map((operation) => [keyOf(operation), operation.metadata.name]));
  }

  of(key: string): string {
    return this.#names.get(key) ?? key;
  }
}

function typeChanges(before: DescribedApi, after: DescribedApi): Change[] {
  const [old, now] = [before.client!, after.client!];
  const opened = { before: byDirection(before.document), after: byDirection(after.document) };
  const usage = { before: readUsage(opened.before), after: readUsage(opened.after) };
  const inputs = new Map(now.operations.map((operation) => [inputName(operation.metadata.name), operation]));
  const results = new Map(
    now.operations.map((operation) => [resultName(operation.metadata.name), operation]),
  );
  const keys = new Set([...old.operations, ...now.operations].map(({ metadata }) => metadata.name));
  const calls = new Set([...keys].flatMap((name) => [inputName(name), resultName(name)]));
  const names = new Names(before, after);

  const found = compareDeclarations(old.declarations, now.declarations, ({ name, schema }) => {
    if (inputs.has(name)) return new Set(["sent"]);
    if (results.has(name)) return new Set(["received"]);
    const uses = schema === undefined ? [] : usage.after(pointer("components", "schemas", schema));
    return new Set(
      uses
        .flatMap(({ directions }) => [...directions])
        .map((each): TypeDirection => (each === "request" ? "sent" : "received")),
    );
  });
  const told = new Set(
    found.flatMap(({ schema, message }) =>
      schema === undefined || !message
        ? []
        : usage.after(pointer("components", "schemas", schema)).map((use) => `${use.operation} ${message}`),
    ),
  );
  // What a call takes or returns breaks because a named type does: that is told once, of the named type.
  // An operation that came or went takes its input and its result along: that is told once, as its own change.
  return found
    .filter(
      ({ name, kind, message }) =>
        !calls.has(name) ||
        (kind !== "removed" &&
          kind !== "added" &&
          !told.has(`${keyOf((inputs.get(name) ?? results.get(name))!)} ${message}`)),
    )
    .flatMap((change) => describeExport(change));

  function describeExport({ name, schema, kind, message }: ExportChange): Change[] {
    const [rule, bump, what, why] = typeRules[kind];
    const operation = inputs.get(name) ?? results.get(name);
    const document = kind === "removed" ? before.document : after.document;
    const place = operation
      ? placeOf(operation)
      : schema !== undefined && at(document, pointer("components", "schemas", schema)) !== undefined
        ? pointer("components", "schemas", schema)
        : pointer("components", "schemas");
    const component =
      schema === undefined
        ? []
        : (kind === "removed" ? usage.before : usage.after)(pointer("components", "schemas", schema));
    const users = operation ? [operation.metadata.name] : component.map((use) => names.of(use.operation));
    const told = {
      bump,
      place,
      what: `\`${name}\` ${what}`,
      why: message ? `${why}: ${message}` : why,
      rule,
    };
    return users.length === 0 ? [told] : users.map((user) => ({ ...told, operation: user }));
  }
}

/** Ends the reason of a change that would be major. */
export const betaReason =
  "It would be major, but the document called the operation beta, and so did its docstring.";

/** What the older document marks as beta came without a promise: its change is told, and is no major one. */
function withoutPromise(change: Change, beta: ReadonlySet<string>): Change {
  if (change.bump !== "major" || change.operation === undefined || !beta.has(change.operation)) return change;
  return {
    ...change,
    bump: "minor",
    why: `${change.why} ${betaReason}`,
  };
}

function betaOperations(before: DescribedApi, after: DescribedApi): Set<string> {
  const names = new Names(before, after);
  const beta = (before.client?.operations ?? []).filter(isBeta);
  return new Set(beta.map((operation) => names.of(keyOf(operation))));
}

/** `[Beta]` in the summary. A tag does not count: the generated docstring does not show it. */
function isBeta({ summary }: OperationModel): boolean {
  return /[[(]beta[\])]/i.test(summary);
}
