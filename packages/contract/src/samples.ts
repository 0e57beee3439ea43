import { fittingValue } from "../../../scripts/src/corpus/fitting-value.ts";
import { type SchemaChecks, schemaChecks } from "../../../scripts/src/corpus/schema-check.ts";
import { declaredOf } from "../../../scripts/src/declared.ts";
import { at } from "../../../scripts/src/json.ts";
import { type OperationModel, readOperations } from "../../../scripts/src/operations.ts";
import type { Declared, DeclaredResponse, Json, JsonObject } from "./document.ts";

/** A valid input for an operation, made from the document: its examples first, else a value that its schema allows. */
export function validInput({ document, metadata }: Declared): { [name: string]: Json } {
  const { checks, operations } = prepared(document);
  const operation = operations.find(
    (each) => each.metadata.path === metadata.path && each.metadata.method === metadata.method,
  )!;
  const declared = declaredOf(checks.document, operation);
  const input: { [name: string]: Json } = {};
  for (const [index, { name }] of operation.parameters.entries()) {
    const { value } = fittingValue(checks.document, declared.parameters[index]!, checks.sent);
    if (value !== undefined) input[name] = value;
  }
  const body = declared.body && fittingValue(checks.document, declared.body, checks.sent).value;
  if (body !== undefined) input.body = body;
  return input;
}

/** An answer that the schema of a success allows; undefined where none could be made. */
export function validAnswer({ document }: Declared, { schema: place }: DeclaredResponse): Json | undefined {
  const { checks } = prepared(document);
  const schema = place && at(checks.document, place);
  if (schema === undefined) return undefined;
  const media = { value: { schema }, pointer: place!.replace(/\/schema$/, "") };
  return fittingValue(checks.document, media, checks.received).value;
}

interface Prepared {
  readonly checks: SchemaChecks;
  readonly operations: readonly OperationModel[];
}

const known = new WeakMap<JsonObject, Prepared>();

function prepared(document: JsonObject): Prepared {
  let found = known.get(document);
  if (!found) {
    found = { checks: schemaChecks(document), operations: readOperations(document, "openapi.json") };
    known.set(document, found);
  }
  return found;
}
