import type { IncomingMessage } from "node:http";
import type { HostKind } from "./host-kind.ts";

/** A request as it arrived, secrets included: it lives as long as its exchange. */
export type Arrival = {
  readonly host: HostKind;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  /** In milliseconds since 1970. */
  readonly receivedAt: number;
};

/** Reads all of a request but its body. */
export function readArrival(host: HostKind, request: IncomingMessage): Arrival {
  // Not `new URL`, which would resolve `..` and read `//x` as a host.
  const target = (request.url ?? "/").replace(/^https?:\/\/[^/]+/i, "");
  const [path = "/", search = ""] = target.split(/\?(.*)/s);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    host,
    method: request.method ?? "GET",
    path,
    query: readQuery(new URLSearchParams(search)),
    headers: Object.fromEntries(headers),
    receivedAt: Date.now(),
  };
}

function readQuery(parameters: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}
