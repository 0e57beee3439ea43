// The mock itself, on the runtime at hand. A line of JSON a result.
import { startMock } from "@pismo-client/mock";
import { createPismoClient } from "pismo-client";

const started = Date.now();
let problem;
try {
  const mock = await startMock();
  const account = createPismoClient({ environment: mock.environment, accountToken: "any" }).forAccount(
    "102378693",
  );
  const { success } = await account.cards.rotateCvv({ cardId: "6741322", body: {} });
  mock.next("rotateCvv", { drop: "after" });
  const { outcome } = await account.cards.rotateCvv({ cardId: "6741322", body: {} }).catch((error) => error);
  const answers = mock.calls("rotateCvv").map(({ answer }) => answer);
  await mock.stop();
  const found = JSON.stringify({ success, outcome, answers });
  if (found !== '{"success":true,"outcome":"unknown","answers":[200,"dropped"]}') problem = found;
} catch (error) {
  problem = String(error?.stack ?? error);
}
console.log(JSON.stringify({ name: "mock: it serves, and stops", ms: Date.now() - started, problem }));
