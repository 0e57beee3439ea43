import { calls, connect, errorOf } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import { type Script, script } from "./script.ts";
import type { World } from "./world.ts";

export function time(world: World): Test[] {
  return [
    test("timeout ends an attempt that is not answered, and the request", async () => {
      const given = await script(world, [{ fault: "silence" }]);
      const started = Date.now();
      const error = await errorOf(calls.rotateCvv(connect(given.environment, { timeout: 200 })));
      has(error, { name: "PismoTimeoutError", outcome: "unknown", attempts: 1 });
      const took = Date.now() - started;
      ok(took >= 195 && took < 5000, `${took} ms are about 200`);
      await abandoned(given);
    }),
    test("timeout ends a body that never does", async () => {
      const given = await script(world, [{ fault: "drip" }]);
      const error = await errorOf(calls.rotateCvv(connect(given.environment, { timeout: 200 })));
      has(error, { name: "PismoTimeoutError", outcome: "unknown" });
      await abandoned(given);
    }),
    test("what may be repeated is, after a timeout", async () => {
      const given = await script(world, [{ fault: "silence" }, {}]);
      await calls.updateCardStatus(connect(given.environment, { timeout: 300 }));
      equal((await given.received()).length, 2, "how often it was sent");
    }),
    test("deadline ends all attempts together", async () => {
      const given = await script(world, [{ fault: "silence" }]);
      const account = connect(given.environment, { timeout: 400, deadline: 600, retry: { attempts: 10 } });
      const started = Date.now();
      const error = await errorOf(calls.updateCardStatus(account));
      has(error, { name: "PismoTimeoutError" });
      ok(Number(error.attempts) > 1, "there was time for more than one attempt");
      const took = Date.now() - started;
      ok(took < 5000, `${took} ms are about 600`);
    }),
    test("an abort before the call: nothing is sent", async () => {
      const given = await script(world, [{}]);
      const error = await errorOf(
        calls.rotateCvv(connect(given.environment), { signal: AbortSignal.abort() }),
      );
      has(error, { name: "PismoAbortError", outcome: "not-sent" });
      equal(await given.received(), [], "what was received");
    }),
    ...(
      [
        { during: "call", fault: "silence" },
        { during: "body", fault: "drip" },
      ] as const
    ).map(({ during, fault }) =>
      test(`an abort during the ${during} ends the request`, async () => {
        const given = await script(world, [{ fault }]);
        const controller = new AbortController();
        const { signal } = controller;
        const call = errorOf(calls.updateCardStatus(connect(given.environment), { signal }));
        await until(async () => (await given.received()).length === 1);
        controller.abort();
        has(await call, { name: "PismoAbortError", outcome: "unknown", attempts: 1 });
        await abandoned(given);
      }),
    ),
    test("an abort ends a wait between attempts at once", async () => {
      const given = await script(world, [{ status: 429, headers: { "retry-after": "20" } }]);
      const controller = new AbortController();
      const account = connect(given.environment, { hooks: { onRetry: () => controller.abort() } });
      const started = Date.now();
      has(await errorOf(calls.rotateCvv(account, { signal: controller.signal })), {
        name: "PismoAbortError",
        outcome: "rejected",
      });
      const took = Date.now() - started;
      ok(took < 5000, `${took} ms are far less than 20 s`);
    }),
    test("AbortSignal.timeout and AbortSignal.any do", async () => {
      const given = await script(world, [{ fault: "silence" }]);
      // Node 20.19 collects a time-out that nothing but `any` knows, and it never ends anything.
      const timeout = AbortSignal.timeout(200);
      const signal = AbortSignal.any([timeout, new AbortController().signal]);
      has(await errorOf(calls.rotateCvv(connect(given.environment), { signal })), {
        name: "PismoAbortError",
        outcome: "unknown",
      });
      ok(timeout.aborted, "the time is over");
    }),
  ];
}

/** Waits until the server has seen the client go. */
async function abandoned({ received }: Script): Promise<void> {
  await until(async () => (await received()).every((request) => request.abandoned));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const started = Date.now();
  while (!(await holds())) {
    if (Date.now() - started > 5000) throw new Error("the server has not seen it after 5 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
