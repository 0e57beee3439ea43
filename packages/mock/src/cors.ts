import type { IncomingMessage } from "node:http";
import type { Reply } from "./reply.ts";

/** Headers that let a page of any origin read the response (the Fetch standard's CORS protocol). */
export function corsHeaders(request: IncomingMessage): Record<string, string> {
  return {
    "access-control-allow-origin": request.headers.origin ?? "*",
    "access-control-expose-headers":
      "x-cid, x-pismo-mock-violations, retry-after, www-authenticate, deprecation",
    vary: "origin",
  };
}

/** The answer to a browser's preflight request; undefined where the request is none. */
export function preflight(request: IncomingMessage): Reply | undefined {
  const method = request.headers["access-control-request-method"];
  if (request.method !== "OPTIONS" || !request.headers.origin || !method) return undefined;
  return {
    status: 204,
    headers: {
      "access-control-allow-methods": method,
      "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
      "access-control-max-age": "600",
      // A page of a public site may call a mock on this machine.
      "access-control-allow-private-network": "true",
    },
  };
}
