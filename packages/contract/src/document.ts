import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "@pismo-client/runtime";
import { eachOperation } from "../../../scripts/src/each-operation.ts";
import { at, type Json, type JsonObject, pointer as toPointer } from "../../../scripts/src/json.ts";

export type { Json, JsonObject };

export const specs = join(import.meta.dirname, "../../../specs");

/** An operation of a document, with everything that the document declares for it. */
export interface Declared {
  readonly api: string;
  readonly document: JsonObject;
  /** What the generated package says of it. */
  readonly metadata: Operation;
  /** Pointer to the operation, such as `#/paths/~1v1~1cards/get`. */
  readonly pointer: string;
  readonly servers: readonly string[];
  /** Whether it takes no call without a credential. */
  readonly isSecured: boolean;
  readonly parameters: readonly JsonObject[];
  readonly bodies: readonly Media[];
  readonly responses: readonly DeclaredResponse[];
}

export interface Media {
  readonly type: string;
  readonly schema: string;
  readonly value: JsonObject;
}

export interface DeclaredResponse {
  readonly status: string;
  /** Absent where the response has no content. */
  readonly mediaType?: string;
  /** Pointer to the schema of its content; absent where there is none. */
  readonly schema?: string;
  readonly examples: ReadonlyMap<string, Json>;
  /** Every example that is stated for its content, with a name or without. */
  readonly stated: readonly Json[];
}

/** Every API that has a whole document. */
export const apis: readonly string[] = readdirSync(specs, { recursive: true, encoding: "utf8" })
  .flatMap((file) => /^([^/\\]+)[/\\]openapi\.json$/.exec(file)?.[1] ?? [])
  .sort();

/**
 * The operations of an API: what its document declares, beside what the built package exports.
 * @throws Error when the two do not have the same operations.
 */
export async function declaredOperations(api: string): Promise<Declared[]> {
  const document = JSON.parse(readFileSync(join(specs, api, "openapi.json"), "utf8")) as JsonObject;
  const exported = Object.entries(
    (await import(/* @vite-ignore */ `pismo-client/${api}`)) as { [name: string]: unknown },
  )
    .filter(([name]) => name.endsWith("Metadata"))
    .map(([, metadata]) => metadata as Operation);
  const declared = [...eachOperation(document)].map(({ path, method, item, operation }) => {
    const metadata = exported.find((each) => each.path === path && each.method === method.toUpperCase());
    if (!metadata)
      throw new Error(`pismo-client/${api} exports no operation for ${method.toUpperCase()} ${path}`);
    return declare(api, document, metadata, path, method, item, operation);
  });
  if (declared.length !== exported.length) {
    throw new Error(
      `pismo-client/${api} exports ${exported.length} operations, its document has ${declared.length}`,
    );
  }
  return declared;
}

function declare(
  api: string,
  document: JsonObject,
  metadata: Operation,
  path: string,
  method: string,
  item: JsonObject,
  operation: JsonObject,
): Declared {
  const pointer = toPointer("paths", path, method);
  const servers = (operation.servers ?? item.servers ?? document.servers) as JsonObject[];
  const parameters = [...((item.parameters ?? []) as Json[]), ...((operation.parameters ?? []) as Json[])];
  const body = follow(document, operation.requestBody ?? null, `${pointer}/requestBody`);
  return {
    api,
    document,
    metadata,
    pointer,
    servers: servers.map(({ url }) => String(url)),
    isSecured: isSecured((operation.security ?? document.security ?? []) as JsonObject[]),
    parameters: parameters
      .map((parameter) => follow(document, parameter, pointer).value as JsonObject)
      .filter(({ name, in: place }) => place !== "header" || !ignoredHeaders.test(String(name))),
    bodies: Object.entries((body.value as JsonObject | null)?.content ?? {}).map(([type, value]) => ({
      type,
      schema: `${body.pointer}${toPointer("content", type, "schema").slice(1)}`,
      value: value as JsonObject,
    })),
    responses: Object.entries(operation.responses as JsonObject).flatMap(
      ([status, entry]): DeclaredResponse[] => {
        const response = follow(document, entry, `${pointer}/responses/${status}`);
        const content = Object.entries(((response.value as JsonObject).content ?? {}) as JsonObject);
        // RFC 9110, sections 15.3.5 and 15.3.6: these have no content, whatever the document says.
        if (content.length === 0 || status === "204" || status === "205")
          return [{ status, examples: new Map(), stated: [] }];
        return content.map(([mediaType, media]) => ({
          status,
          mediaType,
          ...((media as JsonObject).schema !== undefined && {
            schema: `${response.pointer}${toPointer("content", mediaType, "schema").slice(1)}`,
          }),
          examples: readExamples(document, media as JsonObject),
          stated: readStated(document, media as JsonObject),
        }));
      },
    ),
  };
}

/** OpenAPI, "Parameter Object": a header parameter of one of these names is ignored. */
const ignoredHeaders = /^(accept|content-type|authorization)$/i;

/** An empty requirement among the alternatives makes the credential optional. */
function isSecured(alternatives: readonly JsonObject[]): boolean {
  return alternatives.length > 0 && alternatives.every((schemes) => Object.keys(schemes).length > 0);
}

function readExamples(document: JsonObject, { examples }: JsonObject): Map<string, Json> {
  return new Map(
    Object.entries((examples ?? {}) as JsonObject).map(([name, entry]) => [
      name,
      (follow(document, entry, "").value as JsonObject).value!,
    ]),
  );
}

function readStated(document: JsonObject, media: JsonObject): Json[] {
  const schema = follow(document, media.schema ?? {}, "").value as JsonObject;
  return [media.example, ...readExamples(document, media).values(), schema.example].filter(
    (value) => value !== undefined,
  );
}

/** What stands at a place, a reference followed, and where that is. */
export function follow(document: JsonObject, value: Json, pointer: string): { value: Json; pointer: string } {
  if (typeof value !== "object" || value === null || Array.isArray(value) || typeof value.$ref !== "string") {
    return { value, pointer };
  }
  return follow(document, at(document, value.$ref) ?? null, value.$ref);
}
