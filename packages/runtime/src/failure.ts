import { redirectTarget } from "#platform";
import { apiErrorClass, PismoResponseError } from "./errors/pismo-api-error.ts";
import { PismoConnectionError } from "./errors/pismo-connection-error.ts";
import { type ErrorDetails, PismoError } from "./errors/pismo-error.ts";
import { withoutSecrets } from "./errors/without-secrets.ts";
import type { Operation } from "./operation.ts";
import { readProblem } from "./problem.ts";
import { redact } from "./redact.ts";
import type { Answer } from "./send.ts";

/** The response headers that an error shows: those that help to find a fault and hold no secret. */
const SHOWN_HEADERS =
  /^(content-(type|length)|date|retry-after|server|via|allow|x-cid|x-request-id)$|ratelimit/;

/** Of a call that no whole answer came to, be it for want of a token, of a connection, or of time. */
export function noAnswerError(cause: unknown, operation: Operation, about: ErrorDetails): PismoError {
  const reason = withoutSecrets(cause);
  const known =
    reason instanceof PismoError
      ? reason
      : new PismoConnectionError(`no lasting connection (${reason.message})`, { cause: reason });
  const type = known.constructor as typeof PismoError;
  return new type(describe(known.message, operation, about), { ...about, cause: known.cause });
}

/** Of a request that was answered, but not as it should be. */
export function answerError(
  answer: Answer,
  url: string,
  operation: Operation,
  problem: string | undefined,
  retryAfter: number | undefined,
  about: ErrorDetails,
  values: readonly unknown[],
): PismoError {
  const { status } = answer.response;
  const headers: { [name: string]: string } = {};
  for (const [name, value] of answer.response.headers)
    if (SHOWN_HEADERS.test(name)) headers[name] = value === about.cid ? value : redact(value, values);
  const details = { ...about, cid: headers["x-cid"] || about.cid!, status, headers };
  const answered = `answered with ${status}`;
  if (status < 400) {
    const target = redirectTarget(answer.response, url, (path) => redact(path, values));
    const what = problem ?? `a redirect${target}, which is not followed`;
    return new PismoResponseError(describe(`${answered}, ${what}`, operation, about), details);
  }
  const { code, message = `${operation.name}: ${answered}` } = readProblem(answer, values);
  return new (apiErrorClass(status))(message, {
    ...details,
    ...(code && { code }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

function describe(problem: string, { name, retry }: Operation, { outcome }: ErrorDetails): string {
  const advice =
    outcome === "unknown" && retry !== "safe" ? ". It may have been executed: look before repeating it" : "";
  return `${name}: ${problem}${advice}`;
}
