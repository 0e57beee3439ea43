/** Ends what it guards when the time is over or the caller's signal says so, whichever comes first. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Why it ended, once it has. */
  endedBy?: "timeout" | "abort";
  /** Settles as `work` does, or rejects at the end of the limit, even if `work` ignores the signal. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Lets go of the timer and of the caller's signal. */
  clear(): void;
}

/** @param ms no more than 2^31 - 1, beyond which timers fire at once. */
export function startTimeLimit(ms: number, outer?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  let reject: (reason: unknown) => void;
  const ended = new Promise<never>((_, fail) => {
    reject = fail;
  });
  ended.catch(() => {});
  const end = (by: "timeout" | "abort") => {
    limit.endedBy ??= by;
    controller.abort();
    reject(controller.signal.reason);
  };
  const onAbort = () => end("abort");
  const timer = setTimeout(end, ms, "timeout");
  const limit: TimeLimit = {
    signal: controller.signal,
    race: (work) => Promise.race([work, ended]),
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", onAbort);
    },
  };
  outer?.addEventListener("abort", onAbort);
  if (outer?.aborted) onAbort();
  return limit;
}

/** Waits so many ms. @returns false if the signal ended the wait. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  const limit = startTimeLimit(ms, signal);
  await limit.race(new Promise(() => {})).catch(() => {});
  limit.clear();
  return limit.endedBy !== "abort";
}
