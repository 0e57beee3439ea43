import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Arrival, readArrival } from "./arrival.ts";
import type { LiveThrough } from "./card-life.ts";
import { corsHeaders, preflight } from "./cors.ts";
import { findExample, noSuchExample, statusOf } from "./examples.ts";
import { formObject } from "./form-body.ts";
import type { HostKind } from "./host-kind.ts";
import { applyOutcome, type Outcome, type OutcomeQueues } from "./outcome.ts";
import { pause } from "./pause.ts";
import { parsePrefer } from "./prefer.ts";
import type { Preference, Prism, PrismRequest } from "./prism.ts";
import { formMediaType } from "./prism-document.ts";
import { isProblem, problem } from "./problem.ts";
import { type Recorder, recordCall } from "./record-call.ts";
import type { Reply } from "./reply.ts";
import { type RequestBody, readBody } from "./request-body.ts";
import type { Router } from "./routing.ts";
import { declaresStatus, type ServedOperation } from "./served-operation.ts";
import { judge, refused, type Verdict, violationHeader } from "./verdict.ts";
import { writeReply } from "./write-reply.ts";

/** What the exchanges of one mock share. */
export type ExchangeContext = {
  readonly prism: Prism;
  readonly router: Router;
  readonly outcomes: OutcomeQueues;
  readonly recorder: Recorder;
  readonly life: LiveThrough | undefined;
  readonly cors: boolean;
};

/** Takes one request and answers it. */
export async function exchange(
  context: ExchangeContext,
  host: HostKind,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { router, outcomes, recorder, cors } = context;
  const correlation = String(request.headers["x-cid"] ?? randomUUID());
  const common = { "x-cid": correlation, ...(cors && corsHeaders(request)) };
  const approval = cors && preflight(request);
  if (approval) return writeReply(response, approval, common);

  const arrival = readArrival(host, request);
  const route = router(host, arrival.method, arrival.path);
  const operation = isProblem(route) ? undefined : route.operation;
  const outcome = operation ? outcomes.take(operation) : {};
  if (outcome.drop === "before") {
    recordCall(recorder, arrival, operation, { answer: "dropped", taken: false, violations: [] });
    request.socket.destroy();
    return;
  }

  const body = await readBody(request);
  const verdict = isProblem(route)
    ? refused(route)
    : isProblem(body)
      ? refused(body)
      : await decide(context, route.operation, outcome, correlation, {
          method: arrival.method.toLowerCase(),
          // Prism would take a comma for the end of a value.
          url: { path: route.path.replaceAll(",", "%2C"), query: arrival.query },
          // Prism checks the media type only where it sees a length, which a chunked request does not state.
          headers: { ...arrival.headers, "content-length": String(body.bytes) },
          body: body.value,
          ...form(route.operation, arrival.headers, body),
        });
  recordCall(recorder, arrival, operation, {
    answer: outcome.drop ? "dropped" : verdict.reply.status,
    taken: verdict.violations.length === 0,
    violations: verdict.violations,
    ...(!isProblem(body) && { body }),
  });

  if (outcome.delay) await pause(outcome.delay, response);
  if (outcome.drop) request.socket.destroy();
  else writeReply(response, verdict.reply, { ...common, ...violationHeader(verdict.violations) });
}

/** A form as Prism gets it, where the operation takes one of this media type. */
function form(
  { original }: ServedOperation,
  headers: Arrival["headers"],
  { fields, bytes }: RequestBody,
): Pick<PrismRequest, "headers" | "body"> | undefined {
  const isTaken = original.formTypes.some((type) => headers["content-type"]?.toLowerCase().startsWith(type));
  if (!fields || !isTaken) return undefined;
  return {
    headers: { ...headers, "content-length": String(bytes), "content-type": formMediaType },
    body: formObject(original.form ?? {}, fields),
  };
}

/** The document's answer to a request, changed by the outcome that waits for it and by the card's life. */
async function decide(
  { prism, life }: ExchangeContext,
  operation: ServedOperation,
  outcome: Outcome,
  correlation: string,
  request: PrismRequest,
): Promise<Verdict> {
  const asked = parsePrefer(request.headers.prefer);
  const example = asked.exampleKey ? findExample(operation, asked.exampleKey, asked.code) : undefined;
  if (asked.exampleKey && !example) {
    // Prism would answer with an example of another name.
    return refused(problem(404, noSuchExample(operation, asked.exampleKey, asked.code)));
  }
  const code = asked.code ?? (example && statusOf(example));
  const verdict = await judge(
    prism,
    operation,
    request,
    preferred(operation, outcome, { ...asked, ...(code && { code }) }),
  );
  if (verdict.violations.length > 0) return verdict;

  const reply = applyOutcome(verdict.reply, outcome);
  if (!life || !isSuccess(reply)) return { ...verdict, reply };
  const lived = life(operation, request, reply, correlation);
  if (!("refusal" in lived)) return { ...verdict, reply: lived };
  const declined = await judge(prism, operation, request, { code: 400 });
  return { reply: declined.reply, violations: [lived.refusal] };
}

/** An outcome's status and example are asked of Prism where the document declares them. */
function preferred(operation: ServedOperation, outcome: Outcome, asked: Preference): Preference {
  if (outcome.status === undefined) return asked;
  if (!declaresStatus(operation, outcome.status)) return {};
  return { code: outcome.status, ...(outcome.example && { exampleKey: outcome.example }) };
}

function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}
