import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits some milliseconds; less where the client goes away or the mock is stopped. */
export async function pause(
  milliseconds: number,
  response: ServerResponse,
  stopped: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.once("close", leave);
  await sleep(milliseconds, undefined, { signal: AbortSignal.any([gone.signal, stopped]) }).catch(() => {});
  response.off("close", leave);
}
