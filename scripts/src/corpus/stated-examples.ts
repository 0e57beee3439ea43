import { follow, type Place } from "../declared.ts";
import { type Json, type JsonObject, pointer } from "../json.ts";

/** An example that the document gives of a parameter or media type. */
export interface StatedExample {
  readonly value: Json;
  readonly place: string;
}

export function statedExamples(document: JsonObject, { value, pointer: place }: Place): StatedExample[] {
  const named = Object.entries((value.examples ?? {}) as JsonObject).flatMap(([name, entry]) =>
    follow(document, entry, `${place}/examples${pointer(name).slice(1)}`).map((example) => ({
      value: example.value.value as Json | undefined,
      place: `${example.pointer}/value`,
    })),
  );
  return [{ value: value.example, place: `${place}/example` }, ...named].filter(
    (example): example is StatedExample => example.value !== undefined,
  );
}
