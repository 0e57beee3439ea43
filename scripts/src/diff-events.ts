import { type Change, compareBumps } from "./change.ts";
import { type DescribedApi, diffApis } from "./diff-apis.ts";
import { type EventIdentity, parseEventPage } from "./event-page.ts";
import { isObject, type JsonObject } from "./json.ts";
import { parseYaml } from "./parse.ts";
import type { Tree } from "./tree.ts";
import { compareDeclarations, type Declarations, typeRules } from "./type-rules.ts";

interface EventPage extends EventIdentity {
  readonly file: string;
  readonly schema: JsonObject;
}

/** What changed in the events: their schemas are compared as what is received. */
export async function diffEvents(before: Tree, after: Tree): Promise<Change[]> {
  const [old, now] = [eventsIn(before), eventsIn(after)];
  const changes: Change[] = [];
  for (const event of now.values()) {
    const known = old.get(nameOf(event));
    if (!known) changes.push(wholeEvent(event, "added"));
    else if (JSON.stringify(known.schema) !== JSON.stringify(event.schema)) {
      const found = await diffApis(asApi(known), asApi(event));
      changes.push(
        ...found.map((change) => ({
          ...change,
          operation: nameOf(event),
          place: placeIn(event, change.place),
        })),
      );
    }
  }
  for (const event of old.values()) if (!now.has(nameOf(event))) changes.push(wholeEvent(event, "removed"));
  changes.push(...exportChanges(declarations(before), declarations(after)));
  return changes.sort((a, b) => compareBumps(b.bump, a.bump));
}

/** Every event, for a package that was never released. */
export function newEvents(tree: Tree): Change[] {
  return [...eventsIn(tree).values()].map((event) => wholeEvent(event, "added"));
}

function nameOf({ domain, event, version }: EventIdentity): string {
  return `${domain}.${event} ${version}`;
}

function eventsIn(tree: Tree): Map<string, EventPage> {
  const listed = listedEvents(tree);
  const pages = tree.files.filter((file) => /^specs\/events\/upstream\/[^/]+$/.test(file));
  return new Map(
    pages.map((file) => {
      const event = parseEventPage(tree.read(file)!, file, listed.get(file));
      return [nameOf(event), { ...event, schema: event.schema as JsonObject, file }];
    }),
  );
}

/** Which event a bare JSON Schema is: its entry in `specs/sources.yaml` says so. */
function listedEvents(tree: Tree): Map<string, EventIdentity> {
  const entries = parseYaml(tree.read("specs/sources.yaml") ?? "[]", "specs/sources.yaml");
  return new Map(
    (Array.isArray(entries) ? entries : [])
      .filter(isObject)
      .flatMap(({ file, domain, event, version }) =>
        typeof domain === "string" && typeof event === "string" && typeof version === "number"
          ? [[`specs/${file}`, { domain, event, version }] as const]
          : [],
      ),
  );
}

function wholeEvent(event: EventPage, kind: "added" | "removed"): Change {
  const told = { operation: nameOf(event), place: `${event.file}#` };
  return kind === "added"
    ? {
        ...told,
        bump: "minor",
        what: "The event was added.",
        why: "Until now it came as an unknown one.",
        rule: "event-added",
      }
    : {
        ...told,
        bump: "major",
        what: "The event was removed.",
        why: "Code that handles it no longer compiles.",
        rule: "event-removed",
      };
}

/** The event as the response of an operation, so that the rules for what is received apply. */
function asApi(event: EventPage): DescribedApi {
  const text = JSON.stringify(event.schema)
    .replaceAll(/"\$ref":"#\/(?:definitions|\$defs)\//g, '"$ref":"#/components/schemas/')
    .replaceAll('"$ref":"#"', '"$ref":"#/components/schemas/Event"');
  const { $schema: _, $id: __, definitions = {}, $defs = {}, ...schema } = JSON.parse(text) as JsonObject;
  const content: JsonObject = { "application/json": { schema: { $ref: "#/components/schemas/Event" } } };
  const document: JsonObject = {
    openapi: "3.1.0",
    info: { title: "Events", version: "1" },
    paths: { "/event": { get: { responses: { 200: { description: "", content } } } } },
    components: { schemas: { ...(definitions as JsonObject), ...($defs as JsonObject), Event: schema } },
  };
  return { document };
}

function placeIn({ file, schema }: EventPage, place: string): string {
  const definitions = isObject(schema.$defs) ? "$defs" : "definitions";
  const inside = place
    .replace(/^#\/components\/schemas\/Event(?=\/|$)/, "#")
    .replace(/^#\/components\/schemas\//, `#/${definitions}/`);
  return file + inside;
}

/** The exported types of every event in one text; the values beside them are only named. */
function declarations({ files, read }: Tree): Declarations {
  const generated = files.filter((file) =>
    /^packages\/events\/src\/generated\/(?!index\.ts$)[^/]*(?<!\.validate)\.ts$/.test(file),
  );
  const texts = generated.map((file) => read(file)!.replaceAll(/^import .*;$/gm, ""));
  return {
    schema: "export {};",
    types: [
      "type EventDefinition<Name, Version, Data> = { readonly name: Name; readonly version: Version; readonly data: Data };",
      "declare function defineEvent<Name, Version, Data>(definition: unknown): EventDefinition<Name, Version, Data>;",
      "declare const validate: unknown;",
      "declare const tolerate: unknown;",
      ...texts,
    ].join("\n"),
  };
}

const eventTypeRules = {
  ...typeRules,
  sent: ["sent-type-narrowed", "major", "takes something else.", "Code that makes one no longer compiles"],
} as const;

function exportChanges(before: Declarations, after: Declarations): Change[] {
  return compareDeclarations(before, after, () => new Set(["received"])).map(({ name, kind, message }) => {
    const [rule, bump, what, why] = eventTypeRules[kind];
    return {
      bump,
      place: "packages/events/src/generated#",
      what: `\`${name}\` ${what}`,
      why: message ? `${why}: ${message}` : why,
      rule,
    };
  });
}
