import { PismoAbortError } from "./errors/pismo-abort-error.ts";
import type { PismoError } from "./errors/pismo-error.ts";
import { PismoTimeoutError } from "./errors/pismo-timeout-error.ts";

/**
 * Settles as `work` does, or rejects when the time is over or `outer` says so, whichever comes first; even if `work`
 * ignores the signal that it is given.
 * @param ms no more than 2^31 - 1, beyond which timers fire at once.
 * @throws PismoTimeoutError, PismoAbortError
 */
export function within<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const settle =
      <V>(by: (value: V) => void) =>
      (value: V) => {
        clearTimeout(timer);
        outer?.removeEventListener("abort", onAbort);
        by(value);
      };
    const end = (error: PismoError) => {
      settle(reject)(error);
      controller.abort();
    };
    const onAbort = () => end(new PismoAbortError("aborted"));
    const timer = setTimeout(() => end(new PismoTimeoutError("no whole answer in time")), ms);
    outer?.addEventListener("abort", onAbort);
    if (outer?.aborted) return onAbort();
    work(controller.signal).then(settle(resolve), settle(reject));
  });
}

/** Waits so many ms. @throws PismoAbortError */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await within(ms, signal, () => new Promise(() => {})).catch((error) => {
    if (error instanceof PismoAbortError) throw error;
  });
}
