import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation } from "./operation.ts";

/** A body as it is sent, each time anew, and its media type. */
export interface WrittenBody {
  readonly content: string | Uint8Array<ArrayBuffer> | Blob;
  readonly type: string;
}

/** Writes a body once, for all attempts: the bytes of a repeated request are those of the first. */
export async function writeBody(operation: Operation, body: unknown): Promise<WrittenBody> {
  const type = operation.body!.mediaType;
  try {
    if (/\bjson\b/.test(type)) {
      refuseRounded(body);
      const text = JSON.stringify(body);
      if (text) return { content: text, type };
    } else if (body instanceof FormData) {
      if (/^multipart\//.test(type)) return await writeForm(body);
    } else if (body instanceof Uint8Array) return { content: body.slice(), type };
    else if (typeof body === "string" || body instanceof Blob) return { content: body, type };
    else if (/x-www-form-urlencoded/.test(type) && Object(body) === body)
      return { content: writeFields(body), type };
  } catch (cause) {
    const problem = "is no JSON, no flat form, or holds a number that is rounded (beyond 2^53)";
    throw new PismoInputError(operation, "body", problem, cause);
  }
  throw new PismoInputError(operation, "body", `must be ${type}, as a string, bytes, a Blob or a form`);
}

/** By the platform, which chooses the boundary; as bytes, since a fetch of one's own need not know this FormData. */
async function writeForm(form: FormData): Promise<WrittenBody> {
  const written = new Response(form);
  const type = written.headers.get("content-type")!;
  return { content: new Uint8Array(await written.arrayBuffer()), type };
}

/** `a=1&b=2`, without members that are undefined. */
function writeFields(fields: unknown): string {
  refuseRounded(fields);
  const entries = fields instanceof URLSearchParams ? [...fields] : Object.entries(fields as object);
  const given = entries.filter(([, value]) => value !== undefined);
  if (given.some(([, value]) => value === null || typeof value === "object")) throw new TypeError();
  return String(new URLSearchParams(given.map(([name, value]) => [name, String(value)])));
}

/**
 * JSON.stringify would write null for NaN and Infinity, and other digits than were meant for what was rounded.
 * Not done in its replacer: that costs more than all the rest of writing a request.
 */
function refuseRounded(value: unknown): void {
  if (typeof value === "number" && !(Math.abs(value) < 2 ** 53)) throw new RangeError();
  if (typeof value === "object" && value !== null) Object.values(value).forEach(refuseRounded);
}
