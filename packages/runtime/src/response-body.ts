/** The body of a response, read to its end or to the limit. */
export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The server had more to say. */
  readonly truncated: boolean;
}

/** @param limit bytes, after decompression. */
export async function readBody(response: Response, limit: number): Promise<Body> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader && size <= limit) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  const truncated = size > limit;
  // Not waited for: a source that never ends its cancellation must not hold the call.
  if (truncated) reader!.cancel().catch(() => {});
  const bytes = new Uint8Array(size);
  size = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, size);
    size += chunk.length;
  }
  return { bytes, truncated };
}

let utf8: TextDecoder | undefined;

/** The text of a body: UTF-8 wherever it is valid UTF-8, whatever charset is declared; otherwise that charset. */
export function readText(bytes: Uint8Array, headers: Headers): string {
  const charset = /charset="?([\w-]+)/i.exec(headers.get("content-type") ?? "")?.[1] ?? "latin1";
  // Made once: to make one costs more than to decode a body.
  utf8 ??= new TextDecoder("utf-8", { fatal: true });
  for (const label of [/^utf-16/i.test(charset) ? charset : undefined, charset, "latin1"]) {
    try {
      return (label ? new TextDecoder(label, { fatal: true }) : utf8).decode(bytes);
    } catch {}
  }
  return "";
}
