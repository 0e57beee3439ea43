import { STATUS_CODES } from "node:http";
import type { Reply } from "./reply.ts";

/** A refusal by the mock itself, with the reason in words. */
export type Problem = { readonly reason: string; readonly reply: Reply };

/** A refusal as `application/problem+json` (RFC 9457). */
export function problem(
  status: number,
  detail: string,
  members: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Problem {
  const title = STATUS_CODES[status] ?? "Error";
  return {
    reason: detail,
    reply: {
      status,
      headers: { "content-type": "application/problem+json", ...headers },
      body: JSON.stringify({ type: "about:blank", title, status, detail, ...members }),
    },
  };
}

/** Tells a problem from a result. */
export function isProblem(value: object): value is Problem {
  return "reason" in value && "reply" in value;
}
