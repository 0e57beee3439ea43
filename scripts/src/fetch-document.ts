import { DocumentError } from "./document-error.ts";
import { maxDocumentSize, tooLarge } from "./document-file.ts";

/** What is known of an earlier answer, to ask only for a later one. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface FetchLimits {
  /** For the whole exchange, redirects and body included, in milliseconds. @default 30000 */
  readonly time?: number;
  /** Of the decoded body, in bytes. @default 10485760 (10 MiB) */
  readonly size?: number;
}

export type FetchResult = (
  | ({ readonly state: "received"; readonly bytes: Uint8Array } & Validators)
  | { readonly state: "unchanged" }
  /** 404 or 410. */
  | { readonly state: "gone"; readonly status: number }
  | { readonly state: "failed"; readonly reason: string }
) & {
  /** Where the server says that the document is from now on (301 or 308). */
  readonly movedTo?: string;
};

const redirects = 5;

/**
 * Gets a document, redirects followed. Only https is spoken, but for addresses of this machine; one of these is never
 * reached from elsewhere. Never throws for what a server does.
 */
export async function fetchDocument(
  url: string,
  validators: Validators = {},
  { time = 30_000, size = maxDocumentSize }: FetchLimits = {},
): Promise<FetchResult> {
  let movedTo: string | undefined;
  const outcome = await follow().catch(
    (error: Error): FetchResult => ({ state: "failed", reason: reasonOf(error, time) }),
  );
  return { ...outcome, ...(movedTo !== undefined && { movedTo }) };

  async function follow(): Promise<FetchResult> {
    const signal = AbortSignal.timeout(time);
    let at = checkUrl(url);
    const isLocal = isLoopback(at);
    let isPermanent = true;
    for (let hops = 0; ; hops++) {
      const response = await fetch(at.href, { redirect: "manual", signal, headers: headers(validators) });
      const location = response.headers.get("location");
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null)
        return read(response, size);
      await response.body?.cancel();
      if (hops === redirects) throw new DocumentError(url, `It redirects more than ${redirects} times.`);
      if (!URL.canParse(location, at.href))
        throw new DocumentError(url, "It redirects to an address that is none.");
      at = checkUrl(new URL(location, at).href, isLocal);
      isPermanent &&= response.status === 301 || response.status === 308;
      if (isPermanent) movedTo = at.href;
    }
  }
}

/**
 * @param isLocalAllowed whether it may be an address of this machine, and then without encryption
 * @throws DocumentError for an address that is not spoken to
 */
export function checkUrl(text: string, isLocalAllowed = true): URL {
  if (!URL.canParse(text)) throw new DocumentError(text, "This is no URL.");
  const url = new URL(text);
  url.hash = "";
  const shown = `${url.origin}${url.pathname}`;
  if (url.username || url.password) {
    throw new DocumentError(
      shown,
      "A URL with a user name or password is refused: it would be kept in the list of sources.",
    );
  }
  if (isLoopback(url)) {
    if (!isLocalAllowed) throw new DocumentError(shown, "It redirects to this machine: refused.");
    if (url.protocol === "http:" || url.protocol === "https:") return url;
  }
  if (url.protocol !== "https:")
    throw new DocumentError(shown, `Only https is spoken, not ${url.protocol.slice(0, -1)}.`);
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function headers({ etag, lastModified }: Validators): Record<string, string> {
  return {
    accept: "text/markdown, application/yaml, application/json, text/plain;q=0.9, */*;q=0.5",
    "user-agent": "pismo-client-specs (+https://github.com/pismo-client/pismo-client)",
    ...(etag && { "if-none-match": etag }),
    ...(lastModified && { "if-modified-since": lastModified }),
  };
}

async function read(response: Response, limit: number): Promise<FetchResult> {
  const { status } = response;
  if (status !== 200) await response.body?.cancel();
  if (status === 304) return { state: "unchanged" };
  if (status === 404 || status === 410) return { state: "gone", status };
  if (status !== 200) return { state: "failed", reason: `It was answered with status ${status}.` };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) throw tooLarge(response.url, limit);
    chunks.push(chunk);
  }
  const etag = response.headers.get("etag");
  const lastModified = response.headers.get("last-modified");
  return {
    state: "received",
    bytes: Buffer.concat(chunks),
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
  };
}

function reasonOf(error: Error, time: number): string {
  if (error instanceof DocumentError) return error.message.replaceAll(/\n\s+/g, ": ");
  if (error.name === "TimeoutError") return `It took longer than ${time / 1000} s.`;
  const { cause } = error;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const detail = cause instanceof Error && cause.message ? cause.message : error.message;
  return `It could not be fetched: ${code && !detail.includes(code) ? `${code}, ` : ""}${detail}`;
}
