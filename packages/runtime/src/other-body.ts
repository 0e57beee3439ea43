import { refuseRounded, type WriteBody, type WrittenBody } from "./body.ts";

/**
 * Writes bodies that are not JSON: FormData for `multipart/form-data`; URLSearchParams or an object for
 * `application/x-www-form-urlencoded`; a string, a Uint8Array or a Blob for these and any other media type.
 * Generated operations name it where they need it, so that a bundle of others is without it.
 */
export const writeOtherBody: WriteBody = (body, type) => {
  if (/^multipart\/form-data/.test(type) && body instanceof FormData) return writeForm(body);
  if (typeof body === "string" || body instanceof Blob) return { content: body, type };
  if (body instanceof Uint8Array) return { content: body.slice(), type };
  if (/^application\/x-www-form-urlencoded/.test(type)) return { content: writeFields(body), type };
  throw new TypeError();
};

/** By the platform, which chooses the boundary; as bytes, since a fetch of one's own need not know this FormData. */
async function writeForm(form: FormData): Promise<WrittenBody> {
  const written = new Response(form);
  const type = written.headers.get("content-type")!;
  return { content: new Uint8Array(await written.arrayBuffer()), type };
}

/** `a=1&b=2`, without members that are undefined. */
function writeFields(fields: unknown): string {
  if (fields instanceof URLSearchParams) return String(fields);
  refuseRounded(fields);
  const given = Object.entries(fields as object).filter(([, value]) => value !== undefined);
  if (typeof fields !== "object" || given.some(([, value]) => Object(value) === value || value === null))
    throw new TypeError();
  return String(new URLSearchParams(given.map(([name, value]) => [name, String(value)])));
}
