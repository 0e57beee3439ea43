import { inputName, resultName } from "../emit-types.ts";
import type { Json } from "../json.ts";
import type { OperationModel } from "../operations.ts";
import { literal } from "../text.ts";

export interface EmittedCall {
  readonly operation: OperationModel;
  /** Its input as TypeScript source. */
  readonly input: string;
}

export interface EmittedResult {
  /** Name of the operation. */
  readonly operation: string;
  readonly value: Json;
}

/** A module that calls each operation through its generated function, with an input that the compiler checks. */
export function emitCalls(calls: readonly EmittedCall[]): string {
  const members = calls.map(({ operation: { metadata }, input }) => {
    const value = `having<api.${inputName(metadata.name)}>()(${input})`;
    return `  ${metadata.name}: (client, options) => api.${metadata.name}(client, ${value}, options),\n`;
  });
  return [
    'import type { CallOptions, Client } from "@pismo-client/runtime";\n',
    'import * as api from "./index.ts";\n\n',
    "type Call = (client: Client, options: CallOptions) => Promise<unknown>;\n\n",
    `export const calls: { readonly [operation: string]: Call } = {\n${members.join("")}};\n`,
    having,
    calls.some(({ input }) => input.includes("form([")) ? form : "",
  ].join("");
}

/** A module in which each result has the type that its function promises. */
export function emitResults(results: readonly EmittedResult[]): string {
  const lines = results.map(
    ({ operation, value }) => `having<api.${resultName(operation)}>()(${literal(value)});\n`,
  );
  return `import type * as api from "./index.ts";\n\n${lines.join("")}${having}`;
}

/**
 * Unlike an annotation, it allows members that the type does not name, as JSON Schema does. The compiler refuses an
 * object that has none of the members of a type with optional ones only, hence the index signature.
 */
const having = `
type Scalar = string | number | boolean | null | undefined | Blob | FormData | URLSearchParams | Uint8Array;
type Open<Type, Depth extends readonly 0[] = []> = unknown extends Type
  ? Type
  : Type extends Scalar
    ? Type
    : Depth["length"] extends 8
      ? Type
      : Type extends readonly unknown[]
        ? { [Index in keyof Type]: Open<Type[Index], [...Depth, 0]> }
        : { [Name in keyof Type]: Open<Type[Name], [...Depth, 0]> } & { readonly [other: string]: unknown };

function having<Type>() {
  return <Value extends Open<Type>>(value: Value): Value => value;
}
`;

const form = `
function form(parts: readonly (readonly [string, string | Blob])[]): FormData {
  const data = new FormData();
  for (const [name, value] of parts) data.append(name, value);
  return data;
}
`;
