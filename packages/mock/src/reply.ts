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
