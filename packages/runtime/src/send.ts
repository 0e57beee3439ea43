import { certainlyNotSent } from "#not-sent";
import type { ErrorDetails, Outcome, PismoError } from "./errors/pismo-error.ts";
import { answerError, noAnswerError } from "./failure.ts";
import { notify } from "./hooks.ts";
import type { HostKind, Operation } from "./operation.ts";
import type { Settings } from "./options.ts";
import { type Body, readBody } from "./response-body.ts";
import { outcomeOfStatus, retryDelay } from "./retry.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { pause, type TimeLimit, within } from "./time-limit.ts";
import type { GetToken } from "./token.ts";

/** A whole answer, whatever its status. */
export interface Answer extends Body {
  /** A success that came from the host that was asked. */
  readonly ok: boolean;
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
export interface Shared extends Settings {
  readonly tokensOf: (accountId: string) => GetToken;
  /** Retries per host that are left. */
  readonly retriesLeft: { [Kind in HostKind]: number };
}

/** One call, its input already checked and written. */
export interface Call<Result> {
  readonly operation: Operation;
  readonly getToken: GetToken;
  readonly url: string;
  readonly body: BodyInit | null;
  /** All but `authorization`. */
  readonly headers: { readonly [name: string]: string };
  readonly cid: string;
  /** With the call's own options. */
  readonly settings: Shared;
  readonly signal: AbortSignal | undefined;
  /** The values that the request is made of, which no error may repeat. */
  readonly values: () => string[];
  readonly read: ReadAnswer<Result>;
}

/** Of the body of an answer that is no success, so many bytes are read. */
const ERROR_BODY_BYTES = 65_536;

/** Sends a request, again where that is allowed and helps, and reads the answer. The order of it all is here. */
export async function send<Result>(call: Call<Result>): Promise<Result> {
  const { operation, getToken, url, body, headers, cid, settings, signal, values, read } = call;
  const { name, method, path, host } = operation;
  const { accountToken, deadline, fetch, hooks, maxResponseBytes, retriesLeft, retry } = settings;
  const about = { operation: name, path, host, cid };
  const called = performance.now();
  const elapsed = () => performance.now() - called;
  let outcome: Outcome = "not-sent";
  let refusedToken: string | undefined;

  for (let attempt = 1, renewals = 0; ; attempt++) {
    const event = { ...about, method, attempt };
    const details = (): ErrorDetails => ({ ...about, attempts: attempt, outcome });
    const fail = (error: PismoError): PismoError => {
      notify(hooks.onError, event, { error, ms: elapsed() });
      return error;
    };

    const limit: TimeLimit = {};
    let token = "";
    let sentAt = 0;
    let answer = undefined as Answer | undefined;
    let error: PismoError | undefined;
    try {
      // One limit for the token, the answer and its body.
      await within(limit, Math.min(settings.timeout, deadline - elapsed()), signal, async (ending) => {
        token = await getToken(refusedToken);
        ending.throwIfAborted();
        const authorized = { ...headers, authorization: `Bearer ${token}` };
        notify(hooks.onRequest, event);
        sentAt = performance.now();
        const response = await fetch(url, {
          method,
          body,
          headers: authorized,
          redirect: "manual",
          signal: ending,
        });
        const ok = response.ok && !response.redirected;
        answer = { ok, response, bytes: new Uint8Array(), truncated: true };
        Object.assign(answer, await readBody(response, ok ? maxResponseBytes : ERROR_BODY_BYTES));
      });
    } catch (cause) {
      // A refusal is known by its status, even if its body breaks off.
      if (!answer || answer.ok || limit.endedBy === "abort") {
        answer = undefined;
        if (sentAt && (limit.endedBy || !certainlyNotSent(cause))) outcome = "unknown";
        error = noAnswerError(cause, limit, operation, details());
      }
    }

    const status = answer?.response.status;
    const retryAfter = answer && parseRetryAfter(answer.response);
    if (status !== undefined) {
      notify(hooks.onResponse, event, { status, ms: performance.now() - sentAt });
      // What an earlier attempt may have done is not undone by a refusal of this one.
      if (outcome !== "unknown") outcome = outcomeOfStatus(status, retryAfter);
    }

    let delay: number | undefined;
    const renew = status === 401 && typeof accountToken === "function" && renewals === 0;
    if (renew) {
      // Who was not let in has executed nothing: any operation may be sent again, once, with another token.
      renewals++;
      refusedToken = token;
      delay = 0;
    } else if (sentAt && !answer?.ok && limit.endedBy !== "abort") {
      delay = retryDelay(operation.retry, outcome, status, retryAfter, attempt - renewals, retry);
    }

    const isLast = delay === undefined || elapsed() + delay >= deadline;
    if (isLast || !(renew || retriesLeft[host] >= 1)) {
      // Ten successes earn one retry.
      if (answer?.ok) retriesLeft[host] = Math.min(retry.budget, retriesLeft[host] + 0.1);
      const refuse = (problem?: string) =>
        answerError(answer!, url, operation, problem, retryAfter, details(), [token, ...values()]);
      try {
        if (error) throw error;
        return read(answer!, refuse, operation);
      } catch (error) {
        throw fail(error as PismoError);
      }
    }

    if (!renew) retriesLeft[host]--;
    notify(hooks.onRetry, event, { reason: status ?? error!.name, delay: delay! });
    const goOn = await pause(delay!, signal);
    if (!goOn) throw fail(noAnswerError(undefined, { endedBy: "abort" }, operation, details()));
  }
}
