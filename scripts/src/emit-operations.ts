import { inputName, isInputOptional, resultName } from "./emit-types.ts";
import type { OperationModel } from "./operations.ts";
import { comment, literal } from "./text.ts";

/** One exported function for each operation, and what the runtime must know of it. */
export function emitOperations(operations: readonly OperationModel[]): string {
  const types = operations.flatMap(({ metadata: { name } }) => [inputName(name), resultName(name)]);
  return [
    'import type { CallOptions, Client, Operation } from "@pismo-client/runtime";\n' +
      `import type {\n${types.map((type) => `  ${type},\n`).join("")}} from "./types.ts";\n`,
    ...operations.map(emitOperation),
  ].join("\n");
}

export function metadataName(operation: string): string {
  return `${operation}Metadata`;
}

function emitOperation(operation: OperationModel): string {
  const { metadata } = operation;
  const { name } = metadata;
  return [
    comment([`What the runtime knows of {@link ${name}}.`]),
    `export const ${metadataName(name)}: Operation = ${literal(metadata)};\n\n`,
    comment(docstring(operation)),
    `export function ${name}(\n  client: Client,\n  input: ${inputName(name)}${isInputOptional(operation) ? " = {}" : ""},\n  options?: CallOptions,\n): Promise<${resultName(name)}> {\n`,
    `  return client.call(${metadataName(name)}, input, options);\n}\n`,
  ].join("");
}

/** Summary, description, and what a caller must know before repeating the call. */
export function docstring({ metadata, summary, description, notes, deprecated }: OperationModel): string[] {
  const body = description.startsWith(summary) ? description : `${summary}\n\n${description}`;
  return [
    [
      body.trim(),
      ...notes.map((note) => `Note: ${note}`),
      `\`${metadata.method} ${metadata.basePath}${metadata.path}\` on the ${hostNames[metadata.host]} host. ${repeating[metadata.retry]}`,
      ...(deprecated ? ["@deprecated The document marks this operation as deprecated."] : []),
    ].join("\n\n"),
  ];
}

const hostNames = { api: "API", pci: "PCI" } as const;

const repeating = {
  safe: "It only reads: it is repeated when an attempt fails.",
  idempotent: "Idempotent: it is repeated when an attempt fails, since twice is the same as once.",
  never: "Never repeated once it may have been executed.",
} as const;
