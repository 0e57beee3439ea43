import createTransport from "openapi-fetch";
import type { Outgoing } from "./send.ts";

/** What openapi-fetch fills in place of a `Request`, which would cost more than all the rest of a call. */
class Written implements Outgoing {
  readonly url: string;
  readonly method: string;
  readonly body: BodyInit | undefined;

  constructor(url: string, { method, body }: Outgoing) {
    this.url = url;
    this.method = method;
    this.body = body;
  }
}

/** What of openapi-fetch's options for a call is used: all of it is given, so that none of its defaults apply. */
interface Writing {
  readonly baseUrl: string;
  /** Without `path`, the path serializer is not asked. */
  readonly params: { readonly path: object; readonly query: object };
  readonly pathSerializer: () => string;
  readonly querySerializer: () => string;
  readonly body: unknown;
  readonly bodySerializer: () => BodyInit;
  readonly fetch: (request: Outgoing) => Promise<typeof SETTLED>;
}

/** The answer has been read by then; this tells openapi-fetch that there is no body left to read. */
export const SETTLED = { ok: true, status: 204, headers: { get: () => null } } as const;

/**
 * openapi-fetch writes the request: URL, query and body. It is given no global to hold on to, and no headers: it
 * would build two Headers a call of them, and they change from attempt to attempt.
 */
export const transport: (method: string, path: string, writing: Writing) => Promise<unknown> =
  /* @__PURE__ */ createTransport({ Request: Written as never, fetch: (() => {}) as never }).request as never;
