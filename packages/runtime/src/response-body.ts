/**
 * The body of a response, read to its end, or until there is more than `limit`.
 * @param limit bytes, after decompression.
 */
export async function readBody(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (size <= limit) continue;
    // Not waited for: a source that never ends its cancellation must not hold the call.
    reader.cancel().catch(() => {});
    break;
  }
  // Most bodies come whole: copying would cost as much as reading.
  if (chunks.length === 1) return chunks[0]!;
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** The text of a body: UTF-8 wherever it is valid UTF-8, whatever charset is declared; otherwise that charset. */
export function readText(bytes: Uint8Array, headers: Headers): string {
  const decode = (charset: string) => new TextDecoder(charset, { fatal: true }).decode(bytes);
  try {
    return decode("utf-8");
  } catch {}
  try {
    return decode(/charset="?([\w-]+)/i.exec(headers.get("content-type")!)![1]!);
  } catch {
    return decode("latin1");
  }
}
