import type { IncomingMessage } from "node:http";
import { type Problem, problem } from "./problem.ts";
import { isJson } from "./reply.ts";

/** The largest request body that the mock takes, in bytes. */
const limit = 10 * 1024 * 1024;

/** A request's body, parsed where it is JSON; `value` is undefined where there is none. */
export type RequestBody = { readonly value: unknown; readonly isJson: boolean; readonly bytes: number };

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

function parse(content: Buffer, mediaType: string): RequestBody | Problem {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return problem(400, "The request body is not valid UTF-8.");
  }
  if (!isJson(mediaType)) return { value: text, isJson: false, bytes: content.length };
  try {
    return { value: JSON.parse(text), isJson: true, bytes: content.length };
  } catch (error) {
    // The parser's own message quotes the body.
    const position = /position (\d+)/.exec(String(error))?.[1];
    return problem(
      400,
      `The request body is not valid JSON${position ? ` (at character ${position})` : ""}.`,
    );
  }
}
