import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits some milliseconds; less where the connection is closed, as by its client or when the mock is stopped. */
export async function pause(milliseconds: number, response: ServerResponse): Promise<void> {
  const closed = new AbortController();
  response.once("close", () => closed.abort());
  await sleep(milliseconds, undefined, { signal: closed.signal }).catch(() => {});
}
