import type { Outcome } from "./errors/pismo-error.ts";
import type { Repeatability } from "./operation.ts";
import type { Settings } from "./options.ts";

/** Those that say so; a gateway's or a server's own failure, a time-out or a redirect may come after the work was done. */
const REFUSALS = /^(4(?!08)|501)/;
/** Undefined where no answer came. */
const WORTH_REPEATING = /^(undefined|408|429|50[0234])$/;

/**
 * How long an answer asks to wait, in ms, or undefined: a whole number of seconds, or a date in the form that RFC 9110
 * (sections 10.2.3 and 5.6.7) lets senders use. Anything else, `1.5` and `-1` among it, is no answer.
 */
export function parseRetryAfter({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  const isStrict = date >= 0 && new Date(date).toUTCString() === value;
  return isStrict ? Math.max(0, date - Date.now()) : undefined;
}

/** What a status says about the request. A 503 that says when to come back was refused at the door. */
export function outcomeOf(status: number, retryAfter: number | undefined): Outcome {
  return retryAfter !== undefined || REFUSALS.test(String(status)) ? "rejected" : "unknown";
}

/** How long to wait before a failed attempt is repeated, in ms: Infinity where it must not be, or would not help. */
export function retryDelay(
  repeatability: Repeatability,
  outcome: Outcome,
  status: number | undefined,
  retryAfter: number | undefined,
  attempt: number,
  policy: Settings["retry"],
): number {
  // A 429 without a valid time to come back says too little to repeat what must not be done twice.
  const isRefusal = outcome !== "unknown" && (status === undefined || retryAfter !== undefined);
  const isAllowed = repeatability !== "never" || isRefusal || policy.allowUnsafe;
  const helps = WORTH_REPEATING.test(String(status));
  const asked = retryAfter ?? 0;
  if (!isAllowed || !helps || attempt >= policy.attempts || asked > policy.maxRetryAfter) return Infinity;
  // Full jitter, so that clients that failed together do not come back together.
  return asked + Math.random() * Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));
}
