import { redact } from "./redact.ts";
import { readText } from "./response-body.ts";
import type { Answer } from "./send.ts";

/** What an error response says of itself, without what it echoes. */
export interface Problem {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Understands `error_code`/`message`, `code`/`message`, RFC 9457, either of them in `error` or `errors`, and plain text. */
export function readProblem({ bytes, response: { headers } }: Answer, sent: readonly unknown[]): Problem {
  const text = readText(bytes, headers);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    if (/^text\/plain/i.test(headers.get("content-type")!)) body = { message: text };
  }
  const { error, errors } = Object(body);
  const places = [body, error, errors?.[0], errors];
  const find = (...names: string[]): string | undefined => {
    const found = places.flatMap((place) => names.map((name) => Object(place)[name]));
    const value = found.find((each) => (typeof each === "string" && each.trim()) || typeof each === "number");
    return value === undefined ? undefined : redact(String(value), sent);
  };
  return {
    code: find("error_code", "code"),
    message: find("message", "detail", "error_description", "title", "error"),
  };
}
