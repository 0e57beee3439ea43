import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { DocumentError } from "../document-error.ts";
import { copy, isObject, type Json, type JsonObject, resolve, walk } from "../json.ts";
import { boundedRegExp, EndlessPattern } from "./bounded-reg-exp.ts";
import { discriminated } from "./discriminated.ts";
import { schemaFault } from "./schema-fault.ts";

/**
 * Says what a value has against the schema at a place of the document, in words; undefined when nothing.
 * @throws DocumentError where there is no schema
 */
export type SchemaCheck = (place: string, value: Json | undefined) => string | undefined;

export interface SchemaChecks {
  /** The document that places are of, with what its discriminators say as part of its schemas. */
  readonly document: JsonObject;
  /** What is sent: formats count, and what only the server may state is not required. */
  readonly sent: SchemaCheck;
  /** What is received: a format promises nothing to the types. */
  readonly received: SchemaCheck;
}

export function schemaChecks(original: JsonObject): SchemaChecks {
  const document = discriminated(original);
  return {
    document,
    sent: check(jsonSchemaOf(document, "readOnly"), true),
    received: check(jsonSchemaOf(document, "writeOnly"), false),
  };
}

function check(document: JsonObject, validateFormats: boolean): SchemaCheck {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    validateFormats,
    logger: false,
    inlineRefs: false,
    code: { optimize: false, regExp },
  });
  if (validateFormats) formats.default(ajv);
  ajv.addSchema(document, "document:");
  return (place, value) => {
    const validate = compile(ajv, document, place);
    try {
      return validate(value) ? undefined : inWords(validate.errors!);
    } catch (error) {
      if (error instanceof EndlessPattern) return error.message;
      throw error;
    }
  };
}

function compile(ajv: Ajv2020, document: JsonObject, place: string): ValidateFunction {
  try {
    const validate = ajv.getSchema(`document:${encodeURI(place)}`);
    if (validate) return validate;
  } catch (error) {
    // ajv's own limit, and no fault of the schema.
    if (error instanceof RangeError) throw error;
    const fault = schemaFault(document, place, (error as Error).message);
    throw new DocumentError(fault.place, fault.what);
  }
  throw new DocumentError(place, "a schema was expected here");
}

/** In the form that ajv takes. */
const regExp = Object.assign(boundedRegExp, { code: "new RegExp" });

/** The deepest finding tells most. */
function inWords(errors: readonly ErrorObject[]): string {
  const [first] = [...errors].sort((a, b) => b.instancePath.length - a.instancePath.length);
  const { instancePath, message, params } = first!;
  const values = Array.isArray(params.allowedValues)
    ? `: ${params.allowedValues.join(", ").slice(0, 200)}`
    : "";
  return `${instancePath || "it"} ${message}${values}`;
}

/**
 * The document with its schemas as JSON Schema 2020-12. OpenAPI 3.0 has its own meaning for some keywords; `nullable`
 * is found in 3.1 too.
 * @param oneSided members with this mark are not required
 */
function jsonSchemaOf(document: JsonObject, oneSided: "readOnly" | "writeOnly"): JsonObject {
  const result = copy(document);
  const is30 = String(document.openapi).startsWith("3.0");
  walk(result, (object) => {
    if (typeof object.$ref === "string" && is30) {
      for (const name of Object.keys(object)) if (name !== "$ref") delete object[name];
      return;
    }
    if (typeof object.$id === "string") delete object.$id;
    if (Array.isArray(object.required) && isObject(object.properties)) {
      const properties = object.properties;
      object.required = object.required.filter(
        (name) => resolve(document, properties[String(name)])?.[oneSided] !== true,
      );
    }
    for (const [name, limit] of [
      ["exclusiveMinimum", "minimum"],
      ["exclusiveMaximum", "maximum"],
    ] as const) {
      if (typeof object[name] !== "boolean") continue;
      if (object[name] && typeof object[limit] === "number") object[name] = object[limit];
      else delete object[name];
    }
    if (object.nullable === true) allowNull(object);
    if (typeof object.nullable === "boolean") delete object.nullable;
  });
  return result;
}

function allowNull(schema: JsonObject): void {
  if (schema.type !== undefined) schema.type = [...new Set([schema.type, "null"].flat())];
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  for (const name of ["allOf", "oneOf", "anyOf"]) {
    const parts = schema[name];
    if (!Array.isArray(parts)) continue;
    delete schema[name];
    schema.allOf = [...list(schema.allOf), { anyOf: [{ [name]: parts }, { type: "null" }] }];
  }
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
