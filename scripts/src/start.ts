import { readFileSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { parseEvent } from "@pismo-client/events";
import { startMock } from "@pismo-client/mock";
import { createPismoClient, type ResponseEvent } from "pismo-client";
import { parseEventPage } from "./event-page.ts";

/** A session through the facade, against the mock of the vendored documents. The values are the documents' own. */

const mock = await startMock();
let last: ResponseEvent;
const pismo = createPismoClient({
  environment: mock.environment,
  accountToken: ({ accountId }) => `a token for account ${accountId}`.replaceAll(" ", "-"),
  tenant: "TN-f878e4a1-2879-48ba-be16-821e73ac98db",
  hooks: {
    onResponse(event) {
      last = event;
    },
  },
});
const account = pismo.forAccount("102378693");
const cardId = "6741322";

print(
  `\n${styleText("bold", "pismo-client")}: a session against the mock of the vendored documents\n`,
  `  API host  ${mock.environment.api}\n  PCI host  ${mock.environment.pci}\n\n`,
);

await show("Change a card's status", async () => {
  const body = { status: "BLOCKED" };
  const card = await account.cards.updateCardStatus({
    customerId: "102377856",
    accountId: 102378693,
    cardId,
    body,
  });
  return `card ${card.id}, ${card.type}, ${card.mode}, status ${card.status} (the document's example)`;
});
await show("Rotate a virtual card's CVV", async () => {
  const { success } = await account.cards.rotateCvv({ cardId, body: {} });
  return `rotated: ${success}`;
});
await show("Suspend a network token", async () => {
  const body = { operation_type: "SUSPEND", operation_reason: "Suspended due to lost device" } as const;
  await account.tokenization.performTokenOperation({
    cardId,
    tokenId: "DNITHE302434545454545454545454545454",
    body,
  });
  return "done (no content)";
});
await show("Reset the CVV2 retry counter", async () => {
  await account.tokenization.resetCvv2TryCounter({ cardId, body: { wallet: "103" } });
  return "done (no content)";
});
await mock.stop();

const page = "events/upstream/cards-rotate-cvv-1.md";
const { domain, event, version, schema } = parseEventPage(
  readFileSync(join(import.meta.dirname, "../../specs", page), "utf8"),
  page,
);
const [example] = (schema as { examples: object[] }).examples;
const parsed = parseEvent({
  event_id: "5f0c2d0e-7a43-4c0e-9d0c-0f2b6a1d7c11",
  schema_version: version,
  domain,
  event_type: event,
  org_id: "TN-f878e4a1-2879-48ba-be16-821e73ac98db",
  cid: "3b8d1a52-1d8e-4f53-8c39-3f6f0a3c2b10",
  timestamp: "2021-02-10T20:41:15Z",
  data: example!,
});
if (parsed.type !== "cards.rotate_cvv") throw new Error(`The published example was taken for ${parsed.type}`);
print(
  `${styleText("green", "✓")} ${styleText("bold", 'Read the "Card CVV changed" event')}\n`,
  `  ${parsed.type}, version ${parsed.version}\n`,
  `  ${parsed.data.cvv_rotation_type} rotation, next on ${parsed.data.cvv_next_rotation_date}\n\n`,
  "What to do next\n",
  "  npx -y pnpm@12.21.0 test   everything that CI checks\n",
  "  npx -y pnpm@12.21.0 mock   the mock, for your own first calls, until you stop it\n",
  "  README.md                  how to install the packages, and what they do for you\n",
);

/** Makes a call and prints what became of it. */
async function show(title: string, call: () => Promise<string>): Promise<void> {
  const result = await call();
  const { operation, host, method, path, status, ms } = last;
  print(
    `${styleText("green", "✓")} ${styleText("bold", title)}\n`,
    `  ${operation}: ${method} ${path}\n`,
    `  ${host === "pci" ? "PCI" : "API"} host, status ${status}, ${ms.toFixed(0)} ms: ${result}\n\n`,
  );
}

function print(...text: string[]): void {
  process.stdout.write(text.join(""));
}
