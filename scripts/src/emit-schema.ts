import {
  astToString,
  NULL,
  scanDiscriminators,
  transformSchema,
  tsLiteral,
  tsUnion,
} from "openapi-typescript";
import ts from "typescript";
import { byDirection, openEnum } from "./directions.ts";
import { DocumentError } from "./document-error.ts";
import { eachOperation } from "./each-operation.ts";
import { at, isObject, type JsonObject, resolve, walk } from "./json.ts";
import type { OperationModel } from "./operations.ts";
import { isIgnored } from "./parameters.ts";

/** The types of openapi-typescript for a whole document. */
export function emitSchema(
  document: JsonObject,
  operations: readonly OperationModel[],
  source: string,
): string {
  const types = typesDocument(document, operations);
  try {
    return withoutPercents(types, (each) => astToString(transformSchema(each as never, contextOf(each))));
  } catch (error) {
    throw new DocumentError(source, `openapi-typescript cannot read it: ${(error as Error).message}`);
  }
}

/**
 * openapi-typescript takes a `%` in a name for the beginning of an encoded character. Where there is one, it gets the
 * document with another character in its place.
 */
function withoutPercents(document: JsonObject, emit: (document: JsonObject) => string): string {
  let isFound = false;
  walk(document, (object) => {
    isFound ||= Object.keys(object).some((name) => name.includes("%"));
  });
  if (!isFound) return emit(document);
  walk(document, (object) => {
    for (const [name, value] of Object.entries(object))
      if (typeof value === "string" && value.startsWith("#/")) object[name] = value.replaceAll("%25", "%");
  });
  const text = JSON.stringify(document);
  let standIn = "\uE000";
  while (text.includes(standIn)) standIn = String.fromCharCode(standIn.charCodeAt(0) + 1);
  const escaped = `\\u${standIn.charCodeAt(0).toString(16).toUpperCase()}`;
  return emit(JSON.parse(text.replaceAll("%", standIn)) as JsonObject)
    .replaceAll(standIn, "%")
    .replaceAll(escaped, "%");
}

/**
 * How openapi-typescript makes types of a document whose references have been checked. Its own way to this point loads,
 * lints and bundles the document first: that takes as long as everything else, and follows references to anywhere.
 */
function contextOf(document: JsonObject): Parameters<typeof transformSchema>[1] {
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // A default is what the server assumes when a member is left out, so it may be left out.
    defaultNonNullable: false,
    discriminators: scanDiscriminators(document as never, { silent: true }),
    // `type: object` alone says that any members are allowed.
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    redoc: undefined as never,
    resolve: ($ref) => resolve(document, at(document, $ref)) as never,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform(schema) {
      if (typeof schema !== "object") return undefined;
      const { [openEnum]: isOpen, enum: values } = schema as { [openEnum]?: boolean; enum?: unknown[] };
      if (isOpen && values) return openUnion(values, "nullable" in schema && schema.nullable === true);
      if ("format" in schema && schema.format === "binary") return reference("Blob");
      return undefined;
    },
    transformProperty: undefined,
  };
}

/** The document under the names that the generated functions have, with our notes in its descriptions. */
export function typesDocument(document: JsonObject, operations: readonly OperationModel[]): JsonObject {
  const result = byDirection(document);
  const names = new Map(
    operations.map(({ metadata }) => [`${metadata.method} ${metadata.path}`, metadata.name]),
  );
  for (const { path, method, operation } of eachOperation(result)) {
    operation.operationId = names.get(`${method.toUpperCase()} ${path}`)!;
    leaveOutIgnored(operation);
  }
  for (const item of Object.values((result.paths ?? {}) as JsonObject)) leaveOutIgnored(item as JsonObject);
  walk(result, (object, path) => {
    // It would make a member of it. What refers into it has become a component by now.
    if (isObject(object.$defs) && path.at(-1) !== "properties") delete object.$defs;
    const extension = object["x-pismo-client"];
    if (!isObject(extension) || typeof extension.note !== "string") return;
    object.description = [object.description, `Note: ${extension.note}`].filter(Boolean).join("\n\n");
  });
  return result;

  function leaveOutIgnored(parent: JsonObject): void {
    if (!Array.isArray(parent.parameters)) return;
    parent.parameters = parent.parameters.filter((parameter) => !isIgnored(resolve(result, parameter)));
  }
}

/** `"A" | "B" | (string & {})`: editors suggest the known values, and any other is accepted. */
function openUnion(values: readonly unknown[], nullable: boolean): ts.TypeNode | undefined {
  const known = values.filter((value) => value !== null);
  const others = Object.entries(bases).filter(([type]) => known.some((value) => typeof value === type));
  // A boolean has no third value, and a list or an object is no enum's value that could be suggested.
  if (others.length === 0) return undefined;
  return tsUnion([
    ...known.map(tsLiteral),
    ...others.map(([, base]) => ts.factory.createParenthesizedType(anyOther(base))),
    ...(nullable || values.includes(null) ? [NULL] : []),
  ]);
}

const bases = { string: ts.SyntaxKind.StringKeyword, number: ts.SyntaxKind.NumberKeyword } as const;

function anyOther(base: (typeof bases)[keyof typeof bases]): ts.TypeNode {
  return ts.factory.createIntersectionTypeNode([
    ts.factory.createKeywordTypeNode(base),
    ts.factory.createTypeLiteralNode(undefined),
  ]);
}

function reference(name: string): ts.TypeNode {
  return ts.factory.createTypeReferenceNode(name);
}
