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

/** Whether a call that met this can end so. */
function isExplained(
  plan: Plan,
  met: readonly number[],
  { kind, outcome, status, tokenFailed, unauthorizedSeen }: Ending,
): boolean {
  const code = met.at(-1);
  const last: Partial<Fault> = (code !== undefined && faultOfCode(code)) || {};
  const isRedirect = status >= 300 && status < 400;
  if (plan.isRefused) return kind === "PismoInputError" && met.length === 0;
  switch (kind) {
    case "success":
    case "wrong answer":
      return (
        code === SERVED ||
        !!last.isSuccess ||
        (!!last.isUnreadable && Object.values(plan.operation.success)[0] === "none")
      );
    case "PismoAbortError":
      return plan.abort !== undefined && (plan.abort !== "before" || met.length === 0);
    case "PismoTimeoutError":
      return isSlow(plan);
    case "PismoTokenError":
      return tokenFailed;
    case "PismoConnectionError":
      if (plan.isLost) return outcome === "not-sent" && met.length === 0;
      return code !== undefined && code > NOT_LET_IN && (last.status === undefined || !!last.isEarly);
    case "PismoUnauthorizedError":
      // Once with a new token, and that was taken back meanwhile.
      return status === 401 && unauthorizedSeen > 1;
    case "PismoResponseError":
      return status === last.status && (isRedirect || !!last.isUnreadable);
    default:
      return status === last.status && !last.isUnreadable;
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
  const last = met.length > 0 ? faultOfCode(met.at(-1)!) : undefined;
  if (plan.isLost || kind === "PismoTimeoutError") return plan.isLost || mayRepeat;
  return last?.repeated === "always" || (last?.repeated === "repeatable" && mayRepeat);
}
