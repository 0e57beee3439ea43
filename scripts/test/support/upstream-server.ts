import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Answer {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  /** Sent as it is, and compared with `if-none-match`. */
  readonly etag?: string;
}

/** A local server that plays upstream: what it answers is set path by path, and may be changed at any time. */
export class UpstreamServer implements AsyncDisposable {
  /** How each path is answered; a path without an answer is not found. */
  readonly answers = new Map<string, Answer | ((response: ServerResponse) => void)>();
  /** `GET /path` and the headers, of every request so far. */
  readonly requests: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[] = [];
  readonly #server = createServer((request, response) => {
    const path = request.url ?? "";
    this.requests.push({ path, headers: request.headers });
    const answer = this.answers.get(path) ?? { status: 404 };
    if (typeof answer === "function") return answer(response);
    const { status = 200, headers, body, etag } = answer;
    const isUnchanged = etag !== undefined && request.headers["if-none-match"] === etag;
    response.writeHead(isUnchanged ? 304 : status, { ...headers, ...(etag !== undefined && { etag }) });
    response.end(isUnchanged ? undefined : body);
  });

  async start(): Promise<this> {
    // What runs between two requests may take longer than the 5 seconds that are usual.
    this.#server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
