import type { IncomingMessage } from "node:http";
import { type FormFields, readFormFields } from "./form-body.ts";
import { type Problem, problem } from "./problem.ts";
import { isJson } from "./reply.ts";

/** The largest request body that the mock takes, in bytes. */
const limit = 10 * 1024 * 1024;

/** A request's body, parsed where it is JSON; `value` is undefined where there is none. */
export type RequestBody = {
  readonly value: unknown;
  readonly isJson: boolean;
  readonly bytes: number;
  /** The fields, where it is a form. */
  readonly fields?: FormFields;
};

/** Reads a request to its end. Throws where the client goes away. */
export async function readBody(request: IncomingMessage): Promise<RequestBody | Problem> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
  }
  if (bytes > limit)
    return problem(413, `The request body has ${bytes} bytes; the mock takes at most ${limit}.`);
  if (bytes === 0) return { value: undefined, isJson: true, bytes };
  return parse(Buffer.concat(chunks), request.headers["content-type"] ?? "application/json");
}

async function parse(content: Buffer, mediaType: string): Promise<RequestBody | Problem> {
  const bytes = content.length;
  try {
    const fields = await readFormFields(content, mediaType);
    if (fields) return { value: undefined, isJson: false, bytes, fields };
  } catch {
    return problem(400, "The request body is not a valid form.");
  }
  // Bytes are nobody's text; what is checked of them is that they are there.
  if (!isJson(mediaType) && !/^text\/|xml/i.test(mediaType))
    return { value: content.toString("latin1"), isJson: false, bytes };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return problem(400, "The request body is not valid UTF-8.");
  }
  if (!isJson(mediaType)) return { value: text, isJson: false, bytes };
  try {
    return { value: JSON.parse(text), isJson: true, bytes };
  } catch (error) {
    // The parser's own message quotes the body.
    const position = /position (\d+)/.exec(String(error))?.[1];
    return problem(
      400,
      `The request body is not valid JSON${position ? ` (at character ${position})` : ""}.`,
    );
  }
}
