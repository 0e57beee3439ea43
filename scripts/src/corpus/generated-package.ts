import { emitClient } from "../emit-client.ts";
import { emitOperations } from "../emit-operations.ts";
import { emitSchema } from "../emit-schema.ts";
import { emitTypes } from "../emit-types.ts";
import type { CorpusDocument } from "./corpus-document.ts";

const index = `export * from "./client.ts";
export * from "./operations.ts";
export type { components, operations, paths } from "./schema.ts";
export * from "./types.ts";
`;

/** The source of an API's package, by file name, as `pnpm generate` would make it. */
export function generatedPackage(
  api: string,
  { title, document, operations }: Pick<CorpusDocument, "title" | "document" | "operations">,
  source: string,
): Map<string, string> {
  return new Map([
    ["index.ts", index],
    ["schema.ts", emitSchema(document, operations, source)],
    ["types.ts", emitTypes(document, operations)],
    ["operations.ts", emitOperations(operations)],
    ["client.ts", emitClient(api, title, operations)],
  ]);
}
