import { assemble } from "../../src/assemble.ts";
import { emitClient } from "../../src/emit-client.ts";
import { emitOperations } from "../../src/emit-operations.ts";
import { emitSchema } from "../../src/emit-schema.ts";
import { emitTypes } from "../../src/emit-types.ts";
import { emitValidators } from "../../src/emit-validators.ts";
import type { JsonObject } from "../../src/json.ts";
import { readOperations } from "../../src/operations.ts";

const index = `export * from "./client.ts";
export * from "./operations.ts";
export type { components, operations, paths } from "./schema.ts";
export * from "./types.ts";
`;

/** The generated files of one document. */
export async function emit(document: JsonObject, title = "Cards") {
  const whole = assemble([{ source: "cards.json", document }]);
  const operations = readOperations(whole, "cards.json");
  return {
    "index.ts": index,
    "schema.ts": emitSchema(whole, operations, "cards.json"),
    "types.ts": emitTypes(whole, operations),
    "operations.ts": emitOperations(operations),
    "client.ts": emitClient("cards", title, operations),
    "validators.ts": emitValidators("cards", title, whole, operations, "cards.json"),
  };
}
