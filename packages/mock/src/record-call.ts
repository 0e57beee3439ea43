import type { Arrival } from "./arrival.ts";
import type { Call, CallLog } from "./call.ts";
import { logLine } from "./log-line.ts";
import { maskHeaders, maskText, maskValue } from "./masking.ts";
import type { RequestBody } from "./request-body.ts";
import type { ServedOperation } from "./served-operation.ts";
import type { TokenNumbers } from "./token-numbers.ts";

/** Where calls are recorded. */
export type Recorder = {
  readonly calls: CallLog;
  readonly tokens: TokenNumbers;
  readonly log: ((line: string) => void) | undefined;
};

/** What became of a request. */
export type Result = Pick<Call, "answer" | "taken" | "violations"> & { readonly body?: RequestBody };

/** Records a request and logs it, masked. */
export function recordCall(
  { calls, tokens, log }: Recorder,
  arrival: Arrival,
  operation: ServedOperation | undefined,
  { body, ...result }: Result,
): void {
  const call: Call = {
    ...(operation && { operation: operation.name, api: operation.api }),
    host: arrival.host,
    method: arrival.method,
    path: maskText(arrival.path),
    query: maskValue(arrival.query) as Call["query"],
    headers: maskHeaders(arrival.headers, (token) => tokens.of(token)),
    // Text of another media type than JSON has no members whose names tell what is secret.
    body: body?.isJson === false ? `[${body.bytes} bytes]` : maskValue(body?.value),
    receivedAt: arrival.receivedAt,
    ...result,
  };
  calls.add(call);
  log?.(logLine(call, operation));
}
