import { sample } from "openapi-sampler";
import type { Declared, Json, JsonObject } from "./document.ts";

/** A valid input for an operation, made from the document: its examples first, else a value that its schema allows. */
export function validInput({ document, parameters, bodies, metadata }: Declared): { [name: string]: Json } {
  const input: { [name: string]: Json } = {};
  for (const parameter of parameters) input[String(parameter.name)] = parameterValue(document, parameter);
  const media = bodies.find(({ type }) => type === metadata.body?.mediaType)?.value;
  if (media) input.body = media.example ?? sampleOf(document, media.schema);
  return input;
}

function parameterValue(document: JsonObject, parameter: JsonObject): Json {
  return parameter.example ?? sampleOf(document, parameter.schema);
}

/** Where there is no schema, anything is valid. */
function sampleOf(document: JsonObject, schema: Json | undefined): Json {
  return sample((schema ?? {}) as JsonObject, { skipReadOnly: true, quiet: true }, document) as Json;
}
