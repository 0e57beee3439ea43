import type { ErrorDetails, Outcome, PismoError } from "./errors/pismo-error.ts";
import { answerError, noAnswerError } from "./failure.ts";
import { notify } from "./hooks.ts";
import { certainlyNotSent } from "./not-sent.ts";
import type { HostKind, Operation } from "./operation.ts";
import type { Fetch, Policy, Settings } from "./options.ts";
import { type Body, readBody } from "./response-body.ts";
import { outcomeOfStatus, type RetryBudget, retryDelay } from "./retry.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { pause, startTimeLimit, type TimeLimit } from "./time-limit.ts";
import type { GetToken } from "./token.ts";

/** A request as openapi-fetch wrote it. Each attempt sends it as it is, with the token of the moment. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly body: BodyInit | undefined;
}

/** A whole answer, whatever its status. */
export interface Answer extends Body {
  readonly status: number;
  /** A success that came from the host that was asked. */
  readonly ok: boolean;
  readonly headers: Headers;
  /** As fetch gave it; its body has been read. */
  readonly response: Response;
}

/** Makes the result of a call of its last answer, or throws the error that `refuse` makes of it. */
export type ReadAnswer<Result> = (
  answer: Answer,
  refuse: (problem?: string) => PismoError,
  operation: Operation,
) => Result;

/** What the calls of a client share. */
export interface Shared {
  readonly settings: Settings;
  readonly fetch: Fetch;
  readonly getToken: GetToken;
  readonly budgets: { readonly [Kind in HostKind]: RetryBudget };
}

/** One call, its input already checked. */
export interface Sending<Result> {
  /** Its `retry` is `idempotent` instead of `never` where the caller allowed this call to be repeated. */
  readonly operation: Operation;
  readonly accountId: string;
  /** All but `authorization`. */
  readonly headers: { readonly [name: string]: string };
  readonly cid: string;
  readonly policy: Policy;
  readonly signal: AbortSignal | undefined;
  /** The values that the request is made of, which no error may repeat. */
  readonly values: () => string[];
  readonly read: ReadAnswer<Result>;
}

/** Sends a request, again where that is allowed and helps, and reads the answer. The order of it all is here. */
export async function send<Result>(
  request: Outgoing,
  { operation, accountId, headers, cid, policy, signal, values, read }: Sending<Result>,
  shared: Shared,
): Promise<Result> {
  const { name, method, path, host } = operation;
  const { accountToken, hooks, maxResponseBytes } = shared.settings;
  const budget = shared.budgets[host];
  const called = performance.now();
  const elapsed = () => performance.now() - called;
  let outcome: Outcome = "not-sent";
  let refusedToken: string | undefined;

  for (let attempt = 1, renewals = 0; ; attempt++) {
    const event = { operation: name, method, path, host, attempt, cid };
    const about = (): ErrorDetails => ({ outcome, operation: name, path, host, attempts: attempt, cid });
    const fail = (error: PismoError): PismoError => {
      notify(hooks.onError, { ...event, error, ms: elapsed() });
      return error;
    };

    // One limit for the token, the answer and its body.
    const limit = startTimeLimit(Math.min(policy.timeout, policy.deadline - elapsed()), signal);
    let token = "";
    let sentAt: number | undefined;
    let answer: Answer | undefined;
    let error: PismoError | undefined;
    try {
      limit.signal.throwIfAborted();
      token = await limit.race(shared.getToken(accountId, refusedToken));
      limit.signal.throwIfAborted();
      const authorized = { ...headers, authorization: `Bearer ${token}` };
      notify(hooks.onRequest, { ...event });
      sentAt = performance.now();
      answer = await exchange(request, authorized, limit, shared.fetch, maxResponseBytes);
    } catch (cause) {
      if (sentAt && (limit.endedBy || !certainlyNotSent(cause))) outcome = "unknown";
      error = noAnswerError(cause, limit, operation, about());
    } finally {
      limit.clear();
    }

    const status = answer?.status;
    const retryAfter = parseRetryAfter(answer);
    if (answer) {
      notify(hooks.onResponse, { ...event, status: answer.status, ms: performance.now() - sentAt! });
      // What an earlier attempt may have done is not undone by a refusal of this one.
      if (outcome !== "unknown") outcome = outcomeOfStatus(answer.status, retryAfter);
    }

    let delay: number | undefined;
    const renew = status === 401 && typeof accountToken === "function" && renewals === 0;
    if (renew) {
      // Who was not let in has executed nothing: any operation may be sent again, once, with another token.
      renewals++;
      refusedToken = token;
      delay = 0;
    } else if (sentAt && !answer?.ok && limit.endedBy !== "abort") {
      delay = retryDelay(operation.retry, outcome, status, retryAfter, attempt - renewals, policy.retry);
    }

    if (delay === undefined || elapsed() + delay >= policy.deadline || !(renew || budget.spend())) {
      if (answer?.ok) budget.earn();
      const refuse = (problem?: string) =>
        answerError(answer!, request.url, operation, problem, retryAfter, about(), [token, ...values()]);
      try {
        if (error) throw error;
        return read(answer!, refuse, operation);
      } catch (error) {
        throw fail(error as PismoError);
      }
    }

    notify(hooks.onRetry, { ...event, reason: status ?? error!.name, delay });
    const goOn = await pause(delay, signal);
    if (!goOn) throw fail(noAnswerError(undefined, { endedBy: "abort" }, operation, about()));
  }
}

/** Of the body of an answer that is no success, so many bytes are read. */
const ERROR_BODY_BYTES = 65_536;

async function exchange(
  { url, method, body }: Outgoing,
  headers: Sending<unknown>["headers"],
  limit: TimeLimit,
  fetch: Fetch,
  maxResponseBytes: number,
): Promise<Answer> {
  const init: RequestInit = { method, headers, redirect: "manual", signal: limit.signal };
  if (body !== undefined) init.body = body;
  const response = await limit.race(fetch(url, init));
  const ok = response.ok && !response.redirected;
  const answer = { status: response.status, ok, headers: response.headers, response };
  try {
    return { ...answer, ...(await limit.race(readBody(response, ok ? maxResponseBytes : ERROR_BODY_BYTES))) };
  } catch (error) {
    // A refusal is known by its status, even if its body breaks off.
    if (ok || limit.endedBy === "abort") throw error;
    return { ...answer, bytes: new Uint8Array(), truncated: true };
  }
}
