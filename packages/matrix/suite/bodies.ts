import { bodyValidator } from "pismo-client";
import { cardsBodies } from "pismo-client/cards/validators";
import { tokenizationBodies } from "pismo-client/tokenization/validators";
import { calls, cardId, connect, errorOf } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import { script } from "./script.ts";
import type { World } from "./world.ts";

export function bodies(world: World): Test[] {
  return [
    test("a body is sent as UTF-8, and read as UTF-8", async () => {
      const text = "Conta bloqueada: perda, ção, 💳";
      const given = await script(world, [{ body: JSON.stringify({ note: text }) }]);
      const account = connect(given.environment);
      const body = { status: "BLOCKED", description: text };
      equal(
        await account.cards.updateCardStatus({ customerId: "1", accountId: 1, cardId, body }),
        { note: text },
        "the result",
      );
      equal(JSON.parse((await given.received())[0]?.body ?? ""), body, "what was received");
    }),
    test("a compressed answer is read", async () => {
      const body = JSON.stringify({ text: "x".repeat(100_000) });
      const given = await script(world, [{ body, headers: { "content-encoding": "gzip" } }]);
      equal(await calls.updateCardStatus(connect(given.environment)), JSON.parse(body), "the result");
    }),
    test("an answer of a megabyte is read whole", async () => {
      const body = JSON.stringify({ text: "é".repeat(500_000) });
      const given = await script(world, [{ body }]);
      equal(await calls.updateCardStatus(connect(given.environment)), JSON.parse(body), "the result");
    }),
    test("an answer without content", async () => {
      const given = await script(world, [{ status: 204 }]);
      equal(await calls.resetCvv2TryCounter(connect(given.environment)), undefined, "the result");
    }),
    test("bodies are held against their schemas, without eval", async () => {
      const given = await script(world, [{}]);
      const account = connect(given.environment, {
        validate: bodyValidator(cardsBodies, tokenizationBodies),
      });
      const error = await errorOf(account.cards.rotateCvv({ cardId, body: { service_code: "7391" } }));
      has(error, { name: "PismoInputError", parameter: "body", outcome: "not-sent" });
      ok(error.message.includes("/service_code"), "the message has the pointer");
      ok(!error.message.includes("7391"), "the message has no value");
      equal(await given.received(), [], "what was received");
      for (const call of Object.values(calls)) await call(account);
      equal((await given.received()).length, 4, "how many were sent");
    }),
  ];
}
