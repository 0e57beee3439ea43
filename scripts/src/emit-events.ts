import { DocumentError } from "./document-error.ts";
import { eventTypeNames, valueName } from "./event-names.ts";
import type { EventIdentity } from "./event-page.ts";
import { type CheckedSchema, checkedSchema, typesOf } from "./event-schema.ts";
import { emitEventTypes } from "./event-types.ts";
import { emitEventValidator } from "./event-validator.ts";
import { isObject, type JsonObject, sorted } from "./json.ts";
import { comment } from "./text.ts";

/** An event's JSON Schema, and the document that it was taken from. */
export interface EventDocument extends EventIdentity {
  /** The document's path below `specs/`. */
  readonly source: string;
  /** Of the document's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly schema: object;
}

/** The files of `packages/events/src/generated/`: for each event its types and its validator, and the list of all. */
export async function emitEvents(events: readonly EventDocument[]): Promise<Map<string, string>> {
  const models = eventModels(events);
  const taken = new Set(models.flatMap(({ type }) => [type]));
  const files = new Map<string, string>();
  for (const model of models) {
    files.set(`${model.file}.ts`, emitEvent(model, taken));
    files.set(`${model.file}.validate.ts`, emitValidator(model));
  }
  files.set("index.ts", emitIndex(models));
  return new Map(sorted(files.keys()).map((name) => [name, files.get(name)!]));
}

export interface EventModel {
  readonly document: EventDocument;
  readonly schema: JsonObject;
  readonly checked: CheckedSchema;
  /** `cards-rotate-cvv-1`, as in the address of the event's page. */
  readonly file: string;
  /** `CardCvvChanged` */
  readonly type: string;
}

/** The events with their names, in the order of their files. */
export function eventModels(events: readonly EventDocument[]): EventModel[] {
  const byFile = new Map<string, EventDocument>();
  for (const document of events) {
    const file = fileName(document);
    const other = byFile.get(file);
    if (other) {
      throw new DocumentError(
        [other.source, document.source],
        `Both define the event ${document.domain} ${document.event} ${document.version}.`,
        "Keep one of them.",
      );
    }
    byFile.set(file, document);
  }
  const files = sorted(byFile.keys());
  const documents = files.map((file) => byFile.get(file)!);
  const types = eventTypeNames(documents.map((document) => ({ ...document, title: title(document) })));
  const models = documents.map((document, index) => {
    const schema = rootSchema(document);
    const checked = checkedSchema(schema, document.source);
    return { document, schema, checked, file: files[index]!, type: types[index]! };
  });
  for (const { type, document } of models) {
    const same = models.find((other) => other.type === type && other.document !== document);
    if (!same) continue;
    throw new DocumentError(
      [document.source, same.document.source],
      `Both events would be called ${type}.`,
      "Give one of their schemas another title.",
    );
  }
  return models;
}

function fileName({ domain, event, version, source }: EventDocument): string {
  for (const [label, value] of Object.entries({ Domain: domain, Event: event })) {
    if (/^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/.test(value)) continue;
    throw new DocumentError(
      source,
      `${label} ${JSON.stringify(value)} is no event's name.`,
      "Names are letters and digits, parted by `_`, `-` or `.`, as in `rotate_cvv`.",
    );
  }
  if (!Number.isSafeInteger(version) || version < 0) {
    throw new DocumentError(source, `Version ${version} is no whole number.`, "As in `Version: 1`.");
  }
  return `${domain}-${event}-${version}`.toLowerCase().replaceAll(/[_.]/g, "-");
}

function title({ schema }: EventDocument): string {
  return "title" in schema && typeof schema.title === "string" ? schema.title : "";
}

function rootSchema({ schema, source }: EventDocument): JsonObject {
  if (!isObject(schema))
    throw new DocumentError(source, "Its JSON Schema is no object.", "Get the document again.");
  const types = typesOf(schema);
  if (types && !types.includes("object")) {
    throw new DocumentError(
      `${source}#/type`,
      "An event's payload is an object.",
      'Correct it to `"type": "object"`.',
    );
  }
  return { ...schema, type: "object" };
}

function header({ document }: EventModel): string {
  return `// Generated from specs/${printable(document.source)}\n// sha256 ${printable(document.sha256)}\n// Not edited by hand: \`pnpm generate\` writes it.\n\n`;
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}

function emitEvent(model: EventModel, taken: Set<string>): string {
  const { document, schema, checked, file, type } = model;
  const id = `${document.domain}.${document.event}`;
  const constant = valueName(type);
  const members = [
    `type: ${JSON.stringify(id)}`,
    `domain: ${JSON.stringify(document.domain)}`,
    `event: ${JSON.stringify(document.event)}`,
    `version: ${document.version}`,
    checked.hasAlternatives ? "validate,\n  tolerate" : "validate",
    ...(checked.hasMaps ? [`memberNames: ${JSON.stringify(checked.memberNames)}`] : []),
  ];
  const unchecked =
    checked.unchecked.length > 0
      ? ["", `Not checked: ${checked.unchecked.map((place) => `\`${place}\``).join(", ")}.`]
      : [];
  const types = emitEventTypes(schema, type, taken);
  return [
    header(model),
    'import { defineEvent, type EventDefinition } from "../define-event.ts";\n',
    `import { ${checked.hasAlternatives ? "tolerate, validate" : "validate"} } from "./${file}.validate.ts";\n`,
    "\n",
    types,
    "\n",
    comment([
      `The event \`${id}\`, version ${document.version}. Its payload is a {@link ${type}}.`,
      ...unchecked,
    ]),
    `export const ${constant}: EventDefinition<${JSON.stringify(id)}, ${document.version}, ${type}> = /* @__PURE__ */ defineEvent({\n`,
    ...members.map((member) => `  ${member},\n`),
    "});\n",
    emitExample(schema, constant, type),
  ].join("");
}

/** The document's first example, as published: it may have members that the document does not declare. */
export function publishedExample({ examples }: JsonObject): JsonObject | undefined {
  const example = Array.isArray(examples) ? examples[0] : undefined;
  return isObject(example) ? example : undefined;
}

function emitExample(schema: JsonObject, constant: string, type: string): string {
  const example = publishedExample(schema);
  if (!example) return "";
  const text = JSON.stringify(example, null, 2)
    .replaceAll(/^( *)"([A-Za-z_$][\w$]*)": /gm, "$1$2: ")
    // Written as a plain name, it would set the object's prototype.
    .replaceAll(/^( *)__proto__: /gm, '$1["__proto__"]: ');
  return `\n${comment([`The document's example of a {@link ${type}}, as published.`])}export const ${constant}Example: Readonly<Record<string, unknown>> = ${text};\n`;
}

function emitValidator(model: EventModel): string {
  const { schema, checked, document } = model;
  return [
    "// @ts-nocheck: ajv's output has no types.\n",
    header(model),
    'import type { Validator } from "../define-event.ts";\n',
    emitEventValidator(schema, checked, document.source).replaceAll(
      /^export const (validate|tolerate) = /gm,
      "export const $1: Validator = ",
    ),
  ].join("");
}

function emitIndex(models: readonly EventModel[]): string {
  const constants = models.map(({ type }) => valueName(type));
  return [
    "// Generated from the documents in specs/events.\n// Not edited by hand: `pnpm generate` writes it.\n\n",
    ...models.map(({ type, file }) => `import { ${valueName(type)} } from "./${file}.ts";\n`),
    "\n",
    ...models.map(({ file }) => `export * from "./${file}.ts";\n`),
    models.length > 0 ? "\n" : "",
    comment(["The events that this release knows."]),
    `export type KnownDefinition = ${constants.map((constant) => `typeof ${constant}`).join(" | ") || "never"};\n\n`,
    comment(["The definitions of the events that this release knows."]),
    `export const eventDefinitions: readonly KnownDefinition[] = [${constants.map((constant) => `\n  ${constant},`).join("")}${constants.length > 0 ? "\n" : ""}];\n`,
  ].join("");
}
