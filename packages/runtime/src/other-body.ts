import { isRounded, type WriteBody, type WrittenBody } from "./body.ts";

/**
 * Writes bodies that are not JSON: FormData for `multipart/form-data`; URLSearchParams or an object for
 * `application/x-www-form-urlencoded`; a string, a Uint8Array or a Blob for these and any other media type.
 * Generated operations name it where they need it, so that a bundle of others is without it.
 */
export const writeOtherBody: WriteBody = (body, type) => {
  if (/^multipart\/form-data/.test(type) && body instanceof FormData) return writeForm(body);
  if (typeof body === "string") return { content: body, type, values: [body] };
  if (body instanceof Blob) return { content: body, type, values: [] };
  if (body instanceof Uint8Array) return { content: body.slice(), type, values: [] };
  if (/^application\/x-www-form-urlencoded/.test(type)) return writeFields(body, type);
  throw new TypeError();
};

/** By the platform, which chooses the boundary; as bytes, since a fetch of one's own need not know this FormData. */
async function writeForm(form: FormData): Promise<WrittenBody> {
  const written = new Response(form);
  const type = written.headers.get("content-type")!;
  const values = [...form.values()];
  return { content: new Uint8Array(await written.arrayBuffer()), type, values };
}

/** `a=1&b=2`, without members that are undefined. */
function writeFields(fields: unknown, type: string): WrittenBody {
  const isWritten = fields instanceof URLSearchParams;
  const given = isWritten ? [...fields] : Object.entries(fields as object);
  const members = given.filter(([, value]) => value !== undefined);
  const values = members.map(([, value]) => value);
  const isFit = values.every((value) => value !== null && Object(value) !== value && !isRounded(value));
  if (typeof fields !== "object" || !isFit) throw new TypeError();
  const content = String(new URLSearchParams(members.map(([name, value]) => [name, String(value)])));
  return { content, type, values };
}
