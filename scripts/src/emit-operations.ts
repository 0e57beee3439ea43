import { inputName, isInputOptional, resultName } from "./emit-types.ts";
import { mediaKind, type OperationModel } from "./operations.ts";
import { comment, literal, Source } from "./text.ts";

/** One exported function for each operation, and what the runtime must know of it. */
export function emitOperations(operations: readonly OperationModel[]): string {
  const types = operations.flatMap(({ metadata: { name } }) => [inputName(name), resultName(name)]);
  const writers = [
    ...(operations.some(takesOtherBody) ? ["writeOtherBody"] : []),
    ...(operations.some(takesStructured) ? ["writeStructured"] : []),
  ];
  return [
    (writers.length > 0
      ? `import { type CallOptions, type Client, type Operation, ${writers.join(", ")} } from "@pismo-client/runtime";\n`
      : 'import type { CallOptions, Client, Operation } from "@pismo-client/runtime";\n') +
      `import type {\n${types.map((type) => `  ${type},\n`).join("")}} from "./types.ts";\n`,
    ...operations.map(emitOperation),
  ].join("\n");
}

/** Whether its body is not JSON, which the runtime writes of itself. */
function takesOtherBody({ metadata: { body } }: OperationModel): boolean {
  return body !== undefined && mediaKind(body.mediaType) !== "json";
}

/** Whether a parameter may be more than a scalar, or has a style: the runtime writes the others of itself. */
function takesStructured({ metadata }: OperationModel): boolean {
  return Object.values(metadata.parameters).some(
    ({ type, style }) => style !== undefined || type === "array" || type === "object" || type === "unknown",
  );
}

/** Under a name that every object inherits, such as `constructor`, the compiler would widen the types of the value. */
function exactly(value: object): Source {
  return new Source(`${literal(value, "    ")} as const`);
}

/** What the runtime knows of an operation, as TypeScript source. */
function metadataSource(operation: OperationModel): string {
  const { parameters, body, success, ...others } = operation.metadata;
  return literal({
    ...others,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, name in {} ? exactly(value) : value]),
    ),
    ...(takesStructured(operation) && { structured: new Source("writeStructured") }),
    ...(body && {
      body: { ...body, ...(takesOtherBody(operation) && { write: new Source("writeOtherBody") }) },
    }),
    success,
  });
}

export function metadataName(operation: string): string {
  return `${operation}Metadata`;
}

function emitOperation(operation: OperationModel): string {
  const { metadata } = operation;
  const { name } = metadata;
  return [
    comment([`What the runtime knows of {@link ${name}}.`]),
    `export const ${metadataName(name)}: Operation = ${metadataSource(operation)};\n\n`,
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
