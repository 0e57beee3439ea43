/** Why something was ended before it was done. */
export interface TimeLimit {
  endedBy?: "timeout" | "abort";
}

/**
 * Settles as `work` does, or rejects when the time is over or `outer` says so, whichever comes first; even if `work`
 * ignores the signal that it is given. `limit` says then what ended it.
 * @param ms no more than 2^31 - 1, beyond which timers fire at once.
 */
export async function within<T>(
  limit: TimeLimit,
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  let end: (by: "timeout" | "abort") => void;
  const onAbort = () => end("abort");
  const timer = setTimeout(() => end("timeout"), ms);
  outer?.addEventListener("abort", onAbort);
  try {
    return await new Promise<T>((resolve, reject) => {
      end = (by) => {
        limit.endedBy ??= by;
        controller.abort();
        reject(signal.reason);
      };
      if (outer?.aborted) onAbort();
      else work(signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", onAbort);
  }
}

/** Waits so many ms. @returns false if the signal ended the wait. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  const limit: TimeLimit = {};
  await within(limit, ms, signal, () => new Promise(() => {})).catch(() => {});
  return limit.endedBy !== "abort";
}
