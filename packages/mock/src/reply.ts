import type { ServerResponse } from "node:http";

/** A response, ready to be written. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** A body as text of its media type: JSON unless it is a string of another type. */
export function serialize(body: unknown, mediaType: string | undefined): string | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string" && mediaType !== undefined && !isJson(mediaType)) return body;
  return JSON.stringify(body);
}

/** Whether a media type is JSON: `application/json`, or one that ends in `+json`. */
export function isJson(mediaType: string): boolean {
  return /^[^/;]+\/(?:[^/;]+\+)?json\s*(?:;|$)/i.test(mediaType.trim());
}

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
