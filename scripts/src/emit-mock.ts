import { eachOperation } from "./each-operation.ts";
import { copy, type JsonObject } from "./json.ts";
import type { OperationModel } from "./operations.ts";

export interface MockedApi {
  readonly api: string;
  readonly document: JsonObject;
  readonly operations: readonly OperationModel[];
}

/** The documents that the mock serves, each operation with the name of its generated function. */
export function emitMockDocuments(apis: readonly MockedApi[]): string {
  const documents = Object.fromEntries(apis.map((api) => [api.api, withNames(api)]));
  return `export const documents: { readonly [api: string]: object } = ${JSON.stringify(documents, null, 2)};\n`;
}

/** The document with the name of each operation's generated function, for the mock. */
export function withNames({ document, operations }: MockedApi): JsonObject {
  const result = copy(document);
  const names = new Map(
    operations.map(({ metadata }) => [`${metadata.method} ${metadata.path}`, metadata.name]),
  );
  for (const { path, method, operation } of eachOperation(result)) {
    const extension = (operation["x-pismo-client"] ?? {}) as JsonObject;
    operation["x-pismo-client"] = { ...extension, name: names.get(`${method.toUpperCase()} ${path}`)! };
  }
  return result;
}
