import { byDirection } from "./directions.ts";
import { firstDifference, isObject, type Json, type JsonObject, resolve, tokens } from "./json.ts";
import { camelCase, identifier, pascalCase } from "./names.ts";
import { mediaKind, type OperationModel } from "./operations.ts";
import { effectiveParameters } from "./parameters.ts";
import { comment, key, literal } from "./text.ts";

/** Types of the language that the emitted text uses: an exported name must not hide them. */
const usedTypes = ["FormData", "NonNullable", "URLSearchParams", "Uint8Array"];

/** The exported names of an API: one type for each schema, one for each operation's input and result, one list for each enum. */
export function emitTypes(document: JsonObject, operations: readonly OperationModel[]): string {
  const received = byDirection(document);
  const names = schemaNames(received, operations);
  const calls = operations.flatMap((operation) => [
    emitInput(document, operation, names),
    emitResult(received, operation, names),
  ]);
  const used = [
    ...(names.size > 0 ? ["components"] : []),
    ...(calls.some((text) => withoutComments(text).includes('operations["')) ? ["operations"] : []),
  ];
  return [
    ...(used.length > 0 ? [`import type { ${used.join(", ")} } from "./schema.ts";\n`] : []),
    ...[...names].map(
      ([schema, name]) =>
        `${comment([schemaDocs(received, schema)])}export type ${name} = components["schemas"][${JSON.stringify(schema)}];\n`,
    ),
    ...calls,
    ...emitEnumValues(document, operations),
  ].join("\n");
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*.*?\*\//gs, "");
}

/** What the document says of a schema; of one that it says nothing of, where it comes from. */
function schemaDocs(document: JsonObject, name: string): string {
  const schema = ((document.components as JsonObject).schemas as JsonObject)[name];
  const { title, description } = resolve(document, schema) ?? {};
  const texts = [title, description].filter((text) => typeof text === "string" && text.trim() !== "");
  return texts.join("\n\n") || `The document's schema \`${name}\`.`;
}

/** The exported name of each schema. */
function schemaNames(document: JsonObject, operations: readonly OperationModel[]): Map<string, string> {
  const taken = new Set([
    ...usedTypes,
    ...operations.flatMap(({ metadata: { name } }) => [name, inputName(name), resultName(name)]),
  ]);
  const names = new Map<string, string>();
  for (const schema of Object.keys(((document.components as JsonObject)?.schemas ?? {}) as JsonObject)) {
    let name = identifier(pascalCase(schema));
    while (taken.has(name)) name += "Schema";
    taken.add(name);
    names.set(schema, name);
  }
  return names;
}

export function inputName(operation: string): string {
  return `${identifier(pascalCase(operation))}Input`;
}

export function resultName(operation: string): string {
  return `${identifier(pascalCase(operation))}Result`;
}

/** Headers that the client can fill in for every call. */
export function hasClientDefault(parameter: { readonly name: string; readonly in: string }): boolean {
  return parameter.in === "header" && parameter.name.toLowerCase() === "x-tenant";
}

/** Whether a call can be made without any input. */
export function isInputOptional({ parameters, metadata }: OperationModel): boolean {
  return (
    parameters.every((parameter) => !parameter.required || hasClientDefault(parameter)) &&
    metadata.body?.required !== true
  );
}

function emitInput(
  document: JsonObject,
  operation: OperationModel,
  names: ReadonlyMap<string, string>,
): string {
  const { metadata, parameters } = operation;
  const types = `operations[${JSON.stringify(metadata.name)}]`;
  const members = parameters.map((parameter) => {
    const isDefaulted = hasClientDefault(parameter);
    const optional = parameter.required && !isDefaulted ? "" : "?";
    const place = `${types}["parameters"]["${parameter.in}"]`;
    const type = `${parameter.in === "path" || isRequiredGroup(operation, parameter.in) ? place : `NonNullable<${place}>`}[${JSON.stringify(parameter.name)}]`;
    const lines = [parameter.description, isDefaulted ? "Defaults to the client's `tenant`." : ""].filter(
      Boolean,
    );
    return `${lines.length > 0 ? comment([lines.join("\n\n")], "  ") : ""}  ${key(parameter.name)}${optional}: ${type};\n`;
  });
  if (metadata.body)
    members.push(`  body${metadata.body.required ? "" : "?"}: ${bodyType(document, operation, names)};\n`);
  return `${comment([`What {@link ${metadata.name}} takes.`])}export interface ${inputName(metadata.name)} {\n${members.join("")}}\n`;
}

/** openapi-typescript makes a group of parameters optional when none of them is required. */
function isRequiredGroup({ parameters }: OperationModel, place: string): boolean {
  return parameters.some((parameter) => parameter.in === place && parameter.required);
}

function bodyType(
  document: JsonObject,
  operation: OperationModel,
  names: ReadonlyMap<string, string>,
): string {
  const { metadata } = operation;
  const mediaType = operation.bodyType!;
  if (/^multipart\/form-data/i.test(mediaType)) return "FormData";
  const content = resolve(document, operationObject(document, metadata).requestBody)!.content as JsonObject;
  const types = `operations[${JSON.stringify(metadata.name)}]["requestBody"]`;
  const described =
    named(content[mediaType], names) ??
    `${metadata.body?.required ? types : `NonNullable<${types}>`}["content"][${JSON.stringify(mediaType)}]`;
  if (mediaKind(mediaType) === "json") return described;
  const isForm = /x-www-form-urlencoded/i.test(mediaType);
  const fields = resolve(document, content[mediaType])?.schema === undefined ? "" : `${described} | `;
  return isForm ? `${fields}URLSearchParams | string | Uint8Array` : "string | Uint8Array";
}

const resultTypes = { none: "undefined", text: "string", bytes: "Uint8Array" } as const;

function emitResult(
  document: JsonObject,
  { metadata, success }: OperationModel,
  names: ReadonlyMap<string, string>,
): string {
  const types = new Set(
    success.map(({ status, kind, mediaType }) => {
      if (kind !== "json") return resultTypes[kind];
      const response = resolve(
        document,
        (operationObject(document, metadata).responses as JsonObject)[status],
      )!;
      const place = /^\d+$/.test(status) ? status : JSON.stringify(status);
      return (
        named((response.content as JsonObject)[mediaType!], names) ??
        `operations[${JSON.stringify(metadata.name)}]["responses"][${place}]["content"][${JSON.stringify(mediaType)}]`
      );
    }),
  );
  const type = types.size === 0 ? "undefined" : [...types].join(" | ");
  return `${comment([`What {@link ${metadata.name}} returns.`])}export type ${resultName(metadata.name)} = ${type};\n`;
}

function operationObject(document: JsonObject, { method, path }: OperationModel["metadata"]): JsonObject {
  return ((document.paths as JsonObject)[path] as JsonObject)[method.toLowerCase()] as JsonObject;
}

/** The exported name of what content of a media type is, where that is a component. */
function named(content: Json | undefined, names: ReadonlyMap<string, string>): string | undefined {
  const schema = isObject(content) ? content.schema : undefined;
  if (!isObject(schema) || typeof schema.$ref !== "string") return undefined;
  const [, section, name, ...below] = tokens(schema.$ref);
  return section === "schemas" && below.length === 0 ? names.get(name!) : undefined;
}

function emitEnumValues(document: JsonObject, operations: readonly OperationModel[]): string[] {
  const lists = new Map<string, Json[]>();
  for (const [name, schema] of Object.entries(
    ((document.components as JsonObject)?.schemas ?? {}) as JsonObject,
  )) {
    collect(name, schema);
  }
  for (const { metadata, bodyType, success } of operations) {
    const operation = operationObject(document, metadata);
    for (const entry of effectiveParameters(
      document,
      (document.paths as JsonObject)[metadata.path] as JsonObject,
      operation,
    )) {
      const parameter = resolve(document, entry);
      if (Object.hasOwn(metadata.parameters, String(parameter?.name)))
        collect(`${metadata.name} ${parameter?.name}`, parameter?.schema);
    }
    collectContent(`${metadata.name} body`, operation.requestBody, bodyType);
    for (const { status, mediaType } of success) {
      collectContent(`${metadata.name} result`, (operation.responses as JsonObject)[status], mediaType);
    }
  }
  return [...lists].map(([name, values]) => {
    return `${comment(["The values that the document lists."])}export const ${name} = ${literal(values)} as const;\n`;
  });

  function collectContent(name: string, place: Json | undefined, mediaType: string | undefined): void {
    const content = resolve(document, place)?.content as JsonObject | undefined;
    if (content && mediaType !== undefined) collect(name, resolve(document, content[mediaType])?.schema);
  }

  function collect(name: string, schema: Json | undefined): void {
    if (!isObject(schema) || "$ref" in schema) return;
    if (Array.isArray(schema.enum))
      add(
        name,
        schema.enum.filter((value) => value !== null),
      );
    collect(name, schema.items);
    for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) collect(name, part);
    for (const [member, property] of Object.entries((schema.properties ?? {}) as JsonObject))
      collect(`${name} ${member}`, property);
  }

  function add(name: string, values: Json[]): void {
    const list = identifier(`${camelCase(name)}Values`);
    const known = lists.get(list);
    const isTaken =
      operations.some(({ metadata }) => metadata.name === list) || (known && firstDifference(known, values));
    if (isTaken) add(`${name} other`, values);
    else lists.set(list, values);
  }
}
