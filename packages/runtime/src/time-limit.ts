import { PismoAbortError } from "./errors/pismo-abort-error.ts";
import { PismoTimeoutError } from "./errors/pismo-timeout-error.ts";

/**
 * Settles as `work` does, or rejects when the time is over or `outer` says so, whichever comes first; even if `work`
 * ignores the signal that it is given.
 * @param ms no more than 2^31 - 1, beyond which timers fire at once.
 * @throws PismoTimeoutError, PismoAbortError
 */
export async function within<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let end: (error: Error) => void;
  const onAbort = () => end(new PismoAbortError("aborted"));
  const timer = setTimeout(() => end(new PismoTimeoutError("no whole answer in time")), ms);
  outer?.addEventListener("abort", onAbort);
  try {
    return await new Promise<T>((resolve, reject) => {
      end = (error) => {
        reject(error);
        controller.abort();
      };
      if (outer?.aborted) onAbort();
      else work(controller.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", onAbort);
  }
}

/** Waits so many ms. @throws PismoAbortError */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await within(ms, signal, () => new Promise(() => {})).catch((error) => {
    if (error instanceof PismoAbortError) throw error;
  });
}
