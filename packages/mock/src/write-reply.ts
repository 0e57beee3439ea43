import type { ServerResponse } from "node:http";
import type { Reply } from "./reply.ts";

/** Writes a reply with further headers, which its own override. */
export function writeReply(
  response: ServerResponse,
  reply: Reply,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.destroyed) return;
  const { status } = reply;
  const body = status === 204 || status === 304 ? undefined : (reply.body ?? "");
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...reply.headers, ...length });
  response.end(body);
}
