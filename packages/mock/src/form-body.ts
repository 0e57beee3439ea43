import { follow, type Json } from "./document-place.ts";

/** The JSON type of each member of a form, and of the items of a list. */
export type FormShape = { readonly [member: string]: { readonly type: string; readonly items?: string } };

/** A form's fields, in order; a file is its content as text. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/** The fields of a form, or undefined for another media type. Throws where a form cannot be read. */
export async function readFormFields(
  content: Uint8Array,
  mediaType: string,
): Promise<FormFields | undefined> {
  if (/^application\/x-www-form-urlencoded\b/i.test(mediaType))
    return [...new URLSearchParams(new TextDecoder().decode(content))];
  if (!/^multipart\/form-data\b/i.test(mediaType)) return undefined;
  const headers = { "content-type": mediaType };
  const form = await new Response(content as Uint8Array<ArrayBuffer>, { headers }).formData();
  return Promise.all(
    [...form].map(
      async ([name, value]) => [name, typeof value === "string" ? value : await value.text()] as const,
    ),
  );
}

/** A form as the object that its schema describes: all values of a name as a list, and what is no text read from it. */
export function formObject(shape: FormShape, fields: FormFields): object {
  const result = new Map<string, unknown>();
  for (const [name, text] of fields) {
    const { type, items = "string" } = shape[name] ?? { type: "string" };
    const value = parsed(text, type === "array" ? items : type);
    const others = result.get(name);
    result.set(name, type === "array" ? [...(Array.isArray(others) ? others : []), value] : value);
  }
  return Object.fromEntries(result);
}

function parsed(text: string, type: string): unknown {
  if (type === "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The types of a form's members, as its schema states them. */
export function readFormShape(document: Json, schema: unknown, hops = 0): FormShape {
  const found = follow(document, schema);
  if (!found || hops > 8) return {};
  const parts = Array.isArray(found.allOf) ? found.allOf : [];
  const own = Object.entries((found.properties ?? {}) as Json).map(([name, member]) => {
    const items = typeOf(document, follow(document, member)?.items);
    return [name, { type: typeOf(document, member), items }];
  });
  const shapes = parts.map((part) => readFormShape(document, part, hops + 1));
  return Object.assign({}, ...shapes, Object.fromEntries(own)) as FormShape;
}

function typeOf(document: Json, schema: unknown): string {
  const [type] = [follow(document, schema)?.type].flat().filter((each) => each !== "null");
  return typeof type === "string" ? type : "string";
}
