import type { Outcome } from "./errors/pismo-error.ts";
import type { Repeatability } from "./operation.ts";
import type { Settings } from "./options.ts";

const REPEATED_STATUSES: readonly number[] = [408, 429, 500, 502, 503, 504];

/**
 * What a refusal by status says about the request. A gateway's or a server's own failure may come after the work
 * was done; a 503 that says when to come back was refused at the door.
 */
export function outcomeOfStatus(status: number, retryAfter: number | undefined): Outcome {
  if (status === 503 && retryAfter !== undefined) return "rejected";
  return status === 408 || (status >= 500 && status !== 501) || status < 400 ? "unknown" : "rejected";
}

/** How long to wait before a failed attempt is repeated, in ms; undefined where it must not be, or would not help. */
export function retryDelay(
  repeatability: Repeatability,
  outcome: Outcome,
  status: number | undefined,
  retryAfter: number | undefined,
  attempt: number,
  policy: Settings["retry"],
): number | undefined {
  const helps = status === undefined || REPEATED_STATUSES.includes(status);
  // A 429 without a valid time to come back says too little to repeat what must not be done twice.
  const isRefusal = outcome !== "unknown" && (status === undefined || retryAfter !== undefined);
  const allowed = repeatability !== "never" || isRefusal || policy.allowUnsafe;
  if (!helps || !allowed || attempt >= policy.attempts || !((retryAfter ?? 0) <= policy.maxRetryAfter))
    return undefined;
  // Full jitter, so that clients that failed together do not come back together.
  const bound = Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));
  return (retryAfter ?? 0) + Math.random() * bound;
}
