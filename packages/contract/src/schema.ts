import { Ajv, type ErrorObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Json, JsonObject } from "./document.ts";

const validators = new WeakMap<JsonObject, Ajv>();

/** What a value has against the schema at a place of the document; empty when nothing. */
export function problems(document: JsonObject, pointer: string, value: Json | undefined): string[] {
  const validate = validatorOf(document).getSchema(`document${encodeURI(pointer)}`);
  if (!validate) throw new Error(`No schema at ${pointer}`);
  if (validate(value)) return [];
  return (validate.errors as ErrorObject[]).map(
    ({ instancePath, message }) => `${instancePath || "/"} ${message}`,
  );
}

/** OpenAPI 3.0 is close to JSON Schema draft 4 with `nullable`, which ajv knows; 3.1 is JSON Schema 2020-12. */
function validatorOf(document: JsonObject): Ajv {
  const known = validators.get(document);
  if (known) return known;
  const options = { strict: false, allErrors: true, validateSchema: false };
  const ajv = String(document.openapi).startsWith("3.0") ? new Ajv(options) : new Ajv2020(options);
  formats.default(ajv);
  ajv.addSchema(document as object, "document");
  validators.set(document, ajv);
  return ajv;
}
