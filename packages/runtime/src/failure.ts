import { PismoAbortError } from "./errors/pismo-abort-error.ts";
import { apiErrorClass, PismoResponseError } from "./errors/pismo-api-error.ts";
import { PismoConnectionError } from "./errors/pismo-connection-error.ts";
import type { ErrorDetails, PismoError } from "./errors/pismo-error.ts";
import { PismoTimeoutError } from "./errors/pismo-timeout-error.ts";
import { PismoTokenError } from "./errors/pismo-token-error.ts";
import { withoutSecrets } from "./errors/without-secrets.ts";
import type { Operation } from "./operation.ts";
import { readProblem } from "./problem.ts";
import { redact } from "./redact.ts";
import type { Answer } from "./send.ts";
import type { TimeLimit } from "./time-limit.ts";

/** The response headers that an error shows: those that help to find a fault and hold no secret. */
const SHOWN_HEADERS =
  /^(content-type|content-length|date|retry-after|server|via|allow|x-cid|x-request-id|.*ratelimit.*)$/;

/** Of a call that no whole answer came to, be it for want of a token, of a connection, or of time. */
export function noAnswerError(
  cause: unknown,
  { endedBy }: TimeLimit,
  operation: Operation,
  about: ErrorDetails,
): PismoError {
  const say = (problem: string) => describe(problem, operation, about);
  if (endedBy === "abort") return new PismoAbortError(say("aborted"), about);
  if (endedBy) return new PismoTimeoutError(say("no whole answer in time"), about);
  if (cause instanceof PismoTokenError)
    return new PismoTokenError(say(cause.message), { ...about, cause: cause.cause });
  const reason = withoutSecrets(cause);
  const problem = `no connection, or none that lasted (${reason.message})`;
  return new PismoConnectionError(say(problem), { ...about, cause: reason });
}

/** Of a request that was answered, but not as it should be. */
export function answerError(
  answer: Answer,
  url: string,
  operation: Operation,
  problem: string | undefined,
  retryAfter: number | undefined,
  about: ErrorDetails,
  values: readonly string[],
): PismoError {
  const { status } = answer.response;
  const headers: { [name: string]: string } = {};
  for (const [name, value] of answer.response.headers)
    if (SHOWN_HEADERS.test(name)) headers[name] = redact(value, values);
  const details = { ...about, cid: headers["x-cid"] || about.cid!, status, headers };
  const answered = `answered with ${status}`;
  if (status < 400) {
    const what = problem ?? `a redirect${target(answer, url, values)}, which is not followed`;
    return new PismoResponseError(describe(`${answered}, ${what}`, operation, about), details);
  }
  const { code, message = `${operation.name}: ${answered}` } = readProblem(answer, values);
  return new (apiErrorClass(status))(message, { ...details, code, retryAfter });
}

/** Where a redirect points to, without its query. */
function target({ response }: Answer, url: string, values: readonly string[]): string {
  try {
    const location = response.redirected ? response.url : response.headers.get("location")!;
    const { origin, pathname } = new URL(location, url);
    return ` to ${origin}${redact(decodeURIComponent(pathname), values)}`;
  } catch {
    return "";
  }
}

function describe(problem: string, { name, retry }: Operation, { outcome }: ErrorDetails): string {
  const advice =
    outcome === "unknown" && retry !== "safe" ? ". It may have been executed: look before repeating it" : "";
  return `${name}: ${problem}${advice}`;
}
