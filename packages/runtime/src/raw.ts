import type { Client } from "./client.ts";
import { PismoConfigError } from "./errors/pismo-config-error.ts";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import type { Operation } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import type { ParseAs, RawClient } from "./raw-client.ts";
import { readText } from "./response-body.ts";
import type { ReadAnswer } from "./send.ts";

interface RawInit extends CallOptions {
  readonly params?: { readonly [place: string]: { readonly [name: string]: unknown } | undefined };
  readonly body?: unknown;
  readonly parseAs?: ParseAs;
}

interface RawResult {
  readonly data?: unknown;
  readonly error?: unknown;
  /** Its body has been read. */
  readonly response: Response;
}

/**
 * Calls by method and path template: `raw.POST("/…/{cardId}", { params, body })` gives `{ data, error, response }`, as
 * openapi-fetch does. The operation is looked up, and its host, token, retries and guards are those of the generated
 * functions. Of openapi-fetch's options there are `params`, `body`, `headers`, `signal` and `parseAs` (not `stream`:
 * bodies are read whole); beside them `timeout`, `deadline` and `retry` of CallOptions.
 * @throws PismoConfigError for a path that is not among `operations`, and whatever `Client.call` throws, but for
 * the answers that it returns as `error`.
 */
export function createRawClient<Paths extends {}>(
  client: Client,
  operations: readonly Operation[],
): RawClient<Paths> {
  const request = async (method: string, path: string, init: RawInit = {}): Promise<RawResult> => {
    const operation = operations.find((each) => each.path === path && each.method === method.toUpperCase());
    if (!operation)
      throw new PismoConfigError("raw: the document has no operation of this method and path template");
    const { params = {}, body, parseAs = "json", ...options } = init;
    if (!/^(json|text|blob|arrayBuffer)$/.test(parseAs)) {
      throw new PismoInputError(operation, "parseAs", "must be json, text, blob or arrayBuffer");
    }
    const input = { ...readParams(operation, params), body };
    return client.exchange<RawResult>(operation, input, options, readAs(parseAs));
  };
  const raw: { [method: string]: unknown } = { request };
  for (const method of ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"]) {
    raw[method] = (path: string, init?: RawInit) => request(method, path, init);
  }
  return Object.freeze(raw) as unknown as RawClient<Paths>;
}

/** Here every name is refused that the document does not declare: a query that silently lacks a filter shows too much. */
function readParams(
  operation: Operation,
  params: NonNullable<RawInit["params"]>,
): { [name: string]: unknown } {
  const input: { [name: string]: unknown } = {};
  for (const [place, values = {}] of Object.entries(params)) {
    for (const [name, value] of Object.entries(values)) {
      if (operation.parameters[name]?.in !== place) {
        throw new PismoInputError(
          operation,
          `params.${place}`,
          "has a member that the document does not declare there",
        );
      }
      input[name] = value;
    }
  }
  return input;
}

/** Reads an answer as openapi-fetch would, but bounded, and redirects are errors. */
function readAs(parseAs: ParseAs): ReadAnswer<RawResult> {
  return ({ ok, bytes, response }, refuse) => {
    const { status, headers } = response;
    if (!ok && status < 400) throw refuse();
    if (ok && parseAs === "arrayBuffer") return { data: bytes.slice().buffer, response };
    if (ok && parseAs === "blob")
      return { data: new Blob([bytes], { type: headers.get("content-type") ?? "" }), response };
    const text = readText(bytes, headers);
    if (ok && parseAs === "text") return { data: text, response };
    if (ok && text === "") return { data: undefined, response };
    try {
      return { [ok ? "data" : "error"]: JSON.parse(text), response };
    } catch {
      if (ok) throw refuse("not JSON");
      return { error: text, response };
    }
  };
}
