import { type Declared, follow, type Json, type JsonObject } from "./document.ts";

/** A body that its schema refuses, and what is wrong with it. */
export interface InvalidBody {
  readonly what: string;
  readonly body: Json;
}

/** Every way of making a valid body invalid that its schema gives: a wrong type, a missing member, a length, an enum. */
export function invalidBodies({ document, bodies, metadata }: Declared, valid: Json): InvalidBody[] {
  const media = bodies.find(({ type }) => type === metadata.body?.mediaType);
  return media?.value.schema === undefined ? [] : mutate(document, media.value.schema, valid, "body");
}

function mutate(document: JsonObject, schemaOrReference: Json, valid: Json, place: string): InvalidBody[] {
  const schema = follow(document, schemaOrReference, "").value as JsonObject;
  const type = [schema.type ?? []].flat()[0];
  const found: InvalidBody[] = [];
  if (typeof type === "string") found.push({ what: `${place}: not of type ${type}`, body: otherType(type) });
  if (typeof schema.maxLength === "number" && type === "string") {
    found.push({ what: `${place}: longer than ${schema.maxLength}`, body: "x".repeat(schema.maxLength + 1) });
  }
  if (typeof schema.minLength === "number" && schema.minLength > 0 && type === "string") {
    found.push({
      what: `${place}: shorter than ${schema.minLength}`,
      body: "x".repeat(schema.minLength - 1),
    });
  }
  if (typeof schema.maximum === "number")
    found.push({ what: `${place}: more than ${schema.maximum}`, body: schema.maximum + 1 });
  if (typeof schema.minimum === "number")
    found.push({ what: `${place}: less than ${schema.minimum}`, body: schema.minimum - 1 });
  if (Array.isArray(schema.enum))
    found.push({ what: `${place}: outside the enum`, body: type === "string" ? "NOT_IN_THE_ENUM" : -987654 });
  if (typeof valid === "object" && valid !== null && !Array.isArray(valid)) {
    for (const name of (schema.required ?? []) as string[]) {
      const { [name]: _, ...rest } = valid;
      found.push({ what: `${place}.${name}: missing`, body: rest });
    }
    for (const [name, property] of Object.entries((schema.properties ?? {}) as JsonObject)) {
      if (!Object.hasOwn(valid, name)) continue;
      for (const { what, body } of mutate(document, property, valid[name]!, `${place}.${name}`)) {
        found.push({ what, body: { ...valid, [name]: body } });
      }
    }
  }
  return found;
}

function otherType(type: string): Json {
  return type === "string" ? 12345 : "not it";
}
