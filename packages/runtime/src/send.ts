import { addUserAgent, bodyInit, certainlyNotSent } from "#platform";
import { type WrittenBody, writeBody } from "./body.ts";
import { PismoAbortError } from "./errors/pismo-abort-error.ts";
import type { ErrorDetails, Outcome, PismoError } from "./errors/pismo-error.ts";
import { answerError, noAnswerError } from "./failure.ts";
import { readHeaders } from "./headers.ts";
import { notify } from "./hooks.ts";
import { writeInput } from "./input.ts";
import type { HostKind, Operation } from "./operation.ts";
import { type CallOptions, readCallOptions, type Settings } from "./options.ts";
import { readBody } from "./response-body.ts";
import { outcomeOf, parseRetryAfter, retryDelay } from "./retry.ts";
import { pause, within } from "./time-limit.ts";
import type { GetToken } from "./token.ts";

/** A whole answer, whatever its status. */
export interface Answer {
  /** A success that came from the host that was asked. */
  readonly ok: boolean;
  /** As fetch gave it; its body has been read. */
  readonly response: Response;
  /** Its body; of one that is no success, the beginning. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Makes the result of a call of its last answer, or throws the error that `refuse` makes of it. */
export type ReadAnswer<Result> = (
  answer: Answer,
  refuse: (problem?: string) => PismoError,
  operation: Operation,
) => Result;

/** What the calls of a client share. */
export interface Shared extends Settings {
  /** Retries per host that are left. */
  readonly retriesLeft: { [Kind in HostKind]: number };
}

/** Of the body of an answer that is no success, so many bytes are read. */
const ERROR_BODY_BYTES = 65_536;

/** One call: its request is checked and written, sent, again where that is allowed and helps, and its answer read. */
export async function send<Result>(
  shared: Shared,
  getToken: GetToken,
  operation: Operation,
  input: object,
  options: CallOptions | undefined,
  read: ReadAnswer<Result>,
): Promise<Result> {
  const settings = options ? readCallOptions(options, shared, operation) : shared;
  const { deadline, fetch, hooks, maxResponseBytes, retriesLeft, signal } = settings;
  const { name, method, path, host } = operation;

  // Its own members only: a parameter may be called `constructor`.
  const given: { readonly [name: string]: unknown } = { __proto__: null, ...input };
  const headers = readHeaders(operation, settings.headers ?? {});
  const sent: unknown[] = Object.values(headers);
  const url =
    settings.hosts[host] + operation.basePath + writeInput(operation, given, settings.tenant, headers, sent);
  let body: WrittenBody | undefined;
  if (given.body !== undefined) {
    body = await writeBody(operation, given.body, settings.validate);
    sent.push(body.values);
    headers["content-type"] = body.type;
  }
  addUserAgent(headers, settings.userAgent);
  headers["x-cid"] ||= crypto.randomUUID();
  const cid = headers["x-cid"];

  const event = { operation: name, method, path, host, cid, attempt: 0 };
  const called = performance.now();
  const elapsed = () => performance.now() - called;
  let outcome: Outcome = "not-sent";
  let refused = "";
  let delay = 0;

  for (;;) {
    const details = (): ErrorDetails => ({
      operation: name,
      path,
      host,
      cid,
      attempts: event.attempt,
      outcome,
    });
    let token = "";
    let sentAt = 0;
    let answer = undefined as Answer | undefined;
    let error: PismoError | undefined;
    try {
      if (delay) await pause(delay, signal);
      event.attempt++;
      // One limit for the token, the answer and its body.
      await within(Math.min(settings.timeout, deadline - elapsed()), signal, async (ending) => {
        token = await getToken(refused);
        sent.push(token);
        ending.throwIfAborted();
        notify(hooks.onRequest, event);
        sentAt = performance.now();
        const response = await fetch(url, {
          method,
          ...bodyInit(body?.content ?? null, operation.retry),
          headers: { ...headers, authorization: `Bearer ${token}` },
          redirect: "manual",
          signal: ending,
        });
        const ok = response.ok && !response.redirected;
        // A refusal is known by its status, even if its body breaks off.
        if (!ok) answer = { ok, response, bytes: new Uint8Array() };
        answer = { ok, response, bytes: await readBody(response, ok ? maxResponseBytes : ERROR_BODY_BYTES) };
      });
    } catch (cause) {
      if (!answer || cause instanceof PismoAbortError) {
        answer = undefined;
        if (sentAt && !certainlyNotSent(cause)) outcome = "unknown";
        error = noAnswerError(cause, operation, details());
      }
    }

    const status = answer?.response.status;
    if (answer) notify(hooks.onResponse, event, { status: status!, ms: performance.now() - sentAt });
    let retryAfter: number | undefined;
    if (answer?.ok) {
      outcome = "unknown";
      // Ten successes earn one retry.
      retriesLeft[host] = Math.min(settings.budget, retriesLeft[host] + 0.1);
    } else {
      if (answer) {
        retryAfter = parseRetryAfter(answer.response);
        // What an earlier attempt may have done is not undone by a refusal of this one.
        if (outcome !== "unknown") outcome = outcomeOf(status!, retryAfter);
      }

      // Who was not let in has executed nothing: any operation may be sent again, once, with another token.
      const renew = status === 401 && !refused && typeof settings.accountToken === "function";
      const mayRepeat = sentAt && !(error instanceof PismoAbortError) && retriesLeft[host] >= 1;
      const tries = refused ? event.attempt - 1 : event.attempt;
      delay = renew ? 0 : retryDelay(operation.retry, outcome, status, retryAfter, tries, settings.retry);
      if ((renew || mayRepeat) && elapsed() + delay < deadline) {
        if (renew) refused = token;
        else retriesLeft[host]--;
        notify(hooks.onRetry, event, { reason: status ?? error!.name, delay });
        continue;
      }
    }

    const refuse = (problem?: string) =>
      answerError(answer!, url, operation, problem, retryAfter, details(), sent.flat());
    try {
      if (error) throw error;
      if (answer!.ok && answer!.bytes.length > maxResponseBytes)
        throw refuse("a body beyond maxResponseBytes");
      return read(answer!, refuse, operation);
    } catch (error) {
      notify(hooks.onError, event, { error: error as PismoError, ms: elapsed() });
      throw error;
    }
  }
}
