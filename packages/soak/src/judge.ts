import type { Ending } from "./endings.ts";
import type { Fault } from "./faults.ts";
import { isSlow, type Plan } from "./plan.ts";
import { faultOfCode, NOT_LET_IN, SERVED } from "./server-record.ts";

const ATTEMPTS = 3;

/**
 * What must not be in a call that the server saw so and that ended so; nothing of most calls.
 * @param met what each of its requests met, as codes.
 */
export function violations(plan: Plan, met: readonly number[], ending: Ending): string[] {
  const { kind, outcome, attempts } = ending;
  const faults = met.map(faultOfCode);
  const executed = met.map((code, n) => code === SERVED || (code !== NOT_LET_IN && !faults[n]!.isRefusal));
  const isFailure = kind !== "success" && kind !== "wrong answer";
  const found: string[] = [];
  const forbid = (is: boolean, what: string) => {
    if (is) found.push(what);
  };

  forbid(ending.times !== 1, `it ended ${ending.times} times`);
  forbid(kind === "wrong answer", "its result is the answer of another call");
  forbid(kind === "foreign error", "its error is none of ours");

  const mayRepeat = plan.operation.retry !== "never" || plan.isUnsafe;
  forbid(
    !mayRepeat && executed.slice(0, -1).includes(true),
    "it was sent again, and may have been executed before",
  );
  forbid(
    isFailure && outcome !== "unknown" && executed.includes(true),
    `its outcome is ${outcome}, and it may have been executed`,
  );
  forbid(
    isFailure && outcome === "not-sent" && met.length > 0,
    "its outcome is not-sent, and the server has it",
  );

  forbid(ending.requestsSeen < met.length, "a request went out that onRequest was not told of");
  forbid(
    isFailure && attempts < met.length && kind !== "PismoInputError",
    "its error counts too few attempts",
  );
  const errorsDue = isFailure && kind !== "PismoInputError" ? 1 : 0;
  forbid(ending.errorsSeen !== errorsDue, `onError was told ${ending.errorsSeen} times`);

  forbid(!isExplained(plan, met, ending), `nothing explains its ${kind} ${ending.status || ""}`.trimEnd());
  forbid(gaveUp(plan, met, ending, mayRepeat), `it ended after ${attempts} attempts, and more were allowed`);
  return found;
}

/**
 * What can have ended the call: what its last request met. A request that timed out can reach a busy server after the
 * next one, so of a call with a short time-out it can be any.
 */
function lastMet(plan: Plan, met: readonly number[]): readonly number[] {
  return isSlow(plan) ? met : met.slice(-1);
}

/** Whether a call that met this can end so. */
function isExplained(plan: Plan, met: readonly number[], ending: Ending): boolean {
  const { kind, outcome, tokenFailed } = ending;
  if (plan.isRefused) return kind === "PismoInputError" && met.length === 0;
  switch (kind) {
    case "PismoAbortError":
      return plan.abort !== undefined && (plan.abort !== "before" || met.length === 0);
    case "PismoTimeoutError":
      return isSlow(plan);
    case "PismoTokenError":
      return tokenFailed;
    case "PismoConnectionError":
      if (plan.isLost) return outcome === "not-sent" && met.length === 0;
  }
  return lastMet(plan, met).some((code) => isAnswered(plan, code, ending));
}

/** Whether a request that met this can end a call so. */
function isAnswered({ operation }: Plan, code: number, { kind, status, unauthorizedSeen }: Ending): boolean {
  const fault: Partial<Fault> = faultOfCode(code) ?? {};
  const isUnread = !!fault.isUnreadable && Object.values(operation.success)[0] === "none";
  switch (kind) {
    case "success":
    case "wrong answer":
      return code === SERVED || !!fault.isSuccess || isUnread;
    case "PismoConnectionError":
      return code > NOT_LET_IN && (fault.status === undefined || !!fault.isEarly);
    case "PismoUnauthorizedError":
      // Once with a new token, and that was taken back meanwhile.
      return status === 401 && unauthorizedSeen > 1;
    case "PismoResponseError":
      return status === fault.status && (status < 400 || !!fault.isUnreadable);
    default:
      return status === fault.status && !fault.isUnreadable;
  }
}

/** Whether it failed although a further attempt was due. */
function gaveUp(plan: Plan, met: readonly number[], ending: Ending, mayRepeat: boolean): boolean {
  const { kind, attempts, requestsSeen, unauthorizedSeen } = ending;
  if (plan.isRefused || /^(success|wrong answer|Pismo(Abort|Token|Input)Error)$/.test(kind)) return false;
  // Whoever waited too long for a token sent nothing in that attempt, and may have no reason to believe in a next one.
  if (kind === "PismoTimeoutError" && requestsSeen < attempts) return false;
  // One attempt more, with a new token.
  if (attempts - Math.min(1, unauthorizedSeen) >= ATTEMPTS) return false;
  if (plan.isLost || kind === "PismoTimeoutError") return plan.isLost || mayRepeat;
  return lastMet(plan, met).every((code) => {
    const repeated = faultOfCode(code)?.repeated;
    return repeated === "always" || (repeated === "repeatable" && mayRepeat);
  });
}
