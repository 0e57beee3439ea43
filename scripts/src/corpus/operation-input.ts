import type { Declared } from "../declared.ts";
import { isObject, type Json, type JsonObject, resolve } from "../json.ts";
import { mediaKind, type OperationModel } from "../operations.ts";
import { key, literal } from "../text.ts";
import type { Finding } from "./corpus-document.ts";
import { fittingValue, type MissingValue } from "./fitting-value.ts";
import type { SchemaChecks } from "./schema-check.ts";

/** What an operation is called with. */
export interface OperationInput {
  /** As TypeScript source; absent where no input could be made. */
  readonly text?: string;
  /** The document's examples that were not used, because their schema refuses them. */
  readonly faults: readonly Finding[];
  /** The part that no value could be made for. */
  readonly missing?: MissingValue;
}

/** An input with every parameter that the document declares, and the body. */
export function operationInput(
  { metadata, parameters, bodyType }: OperationModel,
  declared: Declared,
  { document, sent }: SchemaChecks,
): OperationInput {
  const members: string[] = [];
  const faults: Finding[] = [];
  for (const [index, { name, in: where, required }] of parameters.entries()) {
    const place = declared.parameters[index]!;
    const found = fittingValue(document, place, sent, (value) => canBeSent(where, value));
    faults.push(...found.faults);
    if (found.value !== undefined) members.push(`${key(name)}: ${literal(found.value)}`);
    else if (required) return { faults, missing: found.missing! };
  }
  if (metadata.body && declared.body) {
    const found = fittingValue(document, declared.body, sent);
    faults.push(...found.faults);
    if (found.value !== undefined)
      members.push(`body: ${bodySource(document, bodyType!, declared.body.value, found.value)}`);
    else if (metadata.body.required) return { faults, missing: found.missing! };
  }
  return { text: `{ ${members.join(", ")} }`, faults };
}

/** What the runtime takes in a URL or a header. */
function canBeSent(where: string, value: Json): boolean {
  if (value === null) return false;
  const text = typeof value === "object" ? Object.values(value).join() : String(value);
  if (where === "path") return /^[^/\\]+$/.test(text) && !/^\.{1,2}$/.test(text);
  return where !== "header" || /^[ -~]*$/.test(text);
}

/** A body in the form that the generated function takes for its media type. */
function bodySource(document: JsonObject, mediaType: string, media: JsonObject, value: Json): string {
  if (/^multipart\/form-data/i.test(mediaType)) return formSource(document, media, value);
  const kind = mediaKind(mediaType);
  if (kind === "json") return literal(value);
  if (kind === "bytes") return `new TextEncoder().encode(${JSON.stringify(textOf(value))})`;
  const isForm = /x-www-form-urlencoded/i.test(mediaType) && isObject(value);
  return isForm ? formFields(value) : JSON.stringify(textOf(value));
}

/** The members themselves where each is one field, else a list of fields. */
function formFields(value: JsonObject): string {
  if (Object.values(value).every((member) => member !== null && typeof member !== "object"))
    return literal(value);
  const fields = Object.entries(value).flatMap(([name, member]) =>
    [member].flat().map((each) => [name, textOf(each as Json)]),
  );
  return `new URLSearchParams(${literal(fields)})`;
}

function formSource(document: JsonObject, media: JsonObject, value: Json): string {
  const properties = (resolve(document, media.schema)?.properties ?? {}) as JsonObject;
  const parts = Object.entries(isObject(value) ? value : {}).map(([name, member]) => {
    const isFile = resolve(document, properties[name])?.format === "binary";
    const content = JSON.stringify(textOf(member));
    return `[${JSON.stringify(name)}, ${isFile ? `new Blob([${content}])` : content}]`;
  });
  return `form([${parts.join(", ")}])`;
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
