import type { Outcome, RetryEvent } from "pismo-client";
import { calls, connect, errorOf } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import { type Answer, script } from "./script.ts";
import type { World } from "./world.ts";

interface Fault {
  readonly name: string;
  readonly answer: Answer;
  readonly outcome: Outcome;
  /** Attempts at what must not be executed twice, and at what may. */
  readonly never: number;
  readonly idempotent: number;
}

const soon = { "retry-after": "0" };
const late = { "retry-after": "3600" };

const FAULTS: readonly Fault[] = [
  { name: "a reset", answer: { fault: "reset" }, outcome: "unknown", never: 1, idempotent: 3 },
  { name: "half an answer", answer: { fault: "half" }, outcome: "unknown", never: 1, idempotent: 3 },
  { name: "408", answer: { status: 408 }, outcome: "unknown", never: 1, idempotent: 3 },
  { name: "500", answer: { status: 500 }, outcome: "unknown", never: 1, idempotent: 3 },
  { name: "503", answer: { status: 503 }, outcome: "unknown", never: 1, idempotent: 3 },
  { name: "504", answer: { status: 504 }, outcome: "unknown", never: 1, idempotent: 3 },
  {
    name: "503, come back now",
    answer: { status: 503, headers: soon },
    outcome: "rejected",
    never: 3,
    idempotent: 3,
  },
  {
    name: "429, come back now",
    answer: { status: 429, headers: soon },
    outcome: "rejected",
    never: 3,
    idempotent: 3,
  },
  { name: "429", answer: { status: 429 }, outcome: "rejected", never: 1, idempotent: 3 },
  {
    name: "429, come back late",
    answer: { status: 429, headers: late },
    outcome: "rejected",
    never: 1,
    idempotent: 1,
  },
  { name: "400", answer: { status: 400 }, outcome: "rejected", never: 1, idempotent: 1 },
  { name: "501", answer: { status: 501 }, outcome: "rejected", never: 1, idempotent: 1 },
];

const KINDS = {
  rotateCvv: "never",
  performTokenOperation: "never",
  updateCardStatus: "idempotent",
  resetCvv2TryCounter: "idempotent",
} as const;

export function retries(world: World): Test[] {
  const table = FAULTS.flatMap((fault) =>
    Object.entries(KINDS).map(([operation, kind]) =>
      test(`${operation} after ${fault.name}: sent ${fault[kind]} times`, async () => {
        const { environment, received } = await script(world, [fault.answer]);
        const call = calls[operation as keyof typeof calls];
        const error = await errorOf(call(connect(environment)));
        has(error, { outcome: fault.outcome, attempts: fault[kind], operation });
        equal((await received()).length, fault[kind], "how often it was sent");
      }),
    ),
  );

  const times = world.platform.resends ? 2 : 1;
  const onUsedConnection = (operation: keyof typeof KINDS, what: string, answer: Answer) => {
    return test(`${operation}, ${what} on a connection that was used before: sent ${times} times`, async () => {
      const { environment, received } = await script(world, [{}, {}, answer], { keepAlive: true });
      const account = connect(environment, { retry: false });
      const call = calls[operation];
      await call(account);
      await call(account);
      has(await errorOf(call(account)), { outcome: "unknown", attempts: 1 });
      equal((await received()).length, 2 + times, "how often it was sent");
    });
  };

  return [
    ...table,
    ...Object.keys(KINDS).flatMap((name) => {
      const operation = name as keyof typeof KINDS;
      return [
        onUsedConnection(operation, "a close", { fault: "close" }),
        onUsedConnection(operation, "a reset", { fault: "reset" }),
        onUsedConnection(operation, "a 408", { status: 408 }),
      ];
    }),
    test("what is sent again is the same, with the same cid", async () => {
      const { environment, received } = await script(world, [
        { status: 500 },
        { fault: "reset" },
        { body: '{"id":1}' },
      ]);
      const events: RetryEvent[] = [];
      const hooks = { onRetry: (event: RetryEvent) => events.push(event) };
      equal(await calls.updateCardStatus(connect(environment, { hooks })), { id: 1 }, "the result");
      const sent = (await received()).map(({ method, path, body, headers }) => ({
        method,
        path,
        body,
        cid: headers["x-cid"],
      }));
      equal(sent, [sent[0], sent[0], sent[0]], "what was sent");
      ok(/^[0-9a-f-]{36}$/.test(String(sent[0]?.cid)), "the cid is a UUID");
      equal(
        events.map(({ reason }) => reason),
        [500, "PismoConnectionError"],
        "the reasons",
      );
    }),
    test("an unsafe operation is repeated for the one call that names it", async () => {
      const { environment, received } = await script(world, [{ status: 500 }]);
      const account = connect(environment);
      await errorOf(calls.rotateCvv(account, { retry: { allowUnsafe: "rotateCvv" } }));
      equal((await received()).length, 3, "how often it was sent");
      await errorOf(calls.rotateCvv(account));
      equal((await received()).length, 4, "how often it was sent");
    }),
    test("Retry-After is waited for", async () => {
      const { environment } = await script(world, [{ status: 429, headers: { "retry-after": "1" } }, {}]);
      const started = Date.now();
      await calls.rotateCvv(connect(environment));
      const waited = Date.now() - started;
      ok(waited >= 990, `${waited} ms are a second`);
    }),
    test("a refusal does not undo what an earlier attempt may have done", async () => {
      const { environment } = await script(world, [{ status: 500 }, { status: 404 }]);
      const error = await errorOf(calls.updateCardStatus(connect(environment)));
      has(error, { status: 404, outcome: "unknown", attempts: 2 });
    }),
  ];
}
