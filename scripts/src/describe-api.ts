import type { DescribedApi } from "./diff-apis.ts";
import { DocumentError } from "./document-error.ts";
import { emitSchema } from "./emit-schema.ts";
import { emitTypes } from "./emit-types.ts";
import type { JsonObject } from "./json.ts";
import { readOperations } from "./operations.ts";
import type { Declarations } from "./type-rules.ts";

/**
 * A document with the client that comes of it.
 * @param declarations those that were released; without them, they are made from the document
 * @param warn is told why no client can be made from the document, which is then compared alone
 */
export async function describeApi(
  document: JsonObject,
  source: string,
  warn: (message: string) => void,
  declarations?: Declarations,
): Promise<DescribedApi> {
  try {
    const operations = readOperations(document, source);
    return {
      document,
      client: {
        operations,
        declarations: declarations ?? {
          schema: emitSchema(document, operations, source),
          types: emitTypes(document, operations),
        },
      },
    };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    warn(
      `No client can be made from ${source}: names, hosts and exported types are not compared.\n${error.message}`,
    );
    return { document };
  }
}
