import { docstring, metadataName } from "./emit-operations.ts";
import { inputName, isInputOptional, resultName } from "./emit-types.ts";
import { pascalCase } from "./names.ts";
import type { OperationModel } from "./operations.ts";
import { comment } from "./text.ts";

export function clientName(api: string): string {
  return `${pascalCase(api)}Client`;
}

/** The client of a whole API: its operations as methods, and the path-style surface. */
export function emitClient(api: string, title: string, operations: readonly OperationModel[]): string {
  const names = operations.map(({ metadata }) => metadata.name);
  const types = names.flatMap((name) => [inputName(name), resultName(name)]);
  const client = clientName(api);
  return [
    'import { type CallOptions, type Client, type ClientOptions, createClient, createRawClient, type RawClient } from "@pismo-client/runtime";\n' +
      `import * as operations from "./operations.ts";\n` +
      'import type { paths } from "./schema.ts";\n' +
      `import type {\n${types.map((type) => `  ${type},\n`).join("")}} from "./types.ts";\n\n`,
    comment([`The operations of "${title}".`]),
    `export interface ${client} {\n`,
    ...operations.map(
      (operation) =>
        `${comment(docstring(operation), "  ")}  ${operation.metadata.name}(input${isInputOptional(operation) ? "?" : ""}: ${inputName(operation.metadata.name)}, options?: CallOptions): Promise<${resultName(operation.metadata.name)}>;\n`,
    ),
    `  /** Calls by path and method, typed by the document, with the same hosts, tokens, retries and guards. */\n`,
    "  readonly raw: RawClient<paths>;\n}\n\n",
    comment([
      `A client of "${title}".`,
      "",
      "@param options The options of a new client, or a client that is there already: its hosts and tokens are then shared.",
      "@throws PismoConfigError when the options are incomplete or contradict each other.",
    ]),
    `export function create${client}(options: ClientOptions | Client): ${client} {\n`,
    "  const client = createClient(options);\n  return {\n",
    ...names.map((name) => `    ${name}: (input, options) => operations.${name}(client, input, options),\n`),
    "    raw: createRawClient<paths>(client, [\n",
    ...names.map((name) => `      operations.${metadataName(name)},\n`),
    "    ]),\n  };\n}\n",
  ].join("");
}
