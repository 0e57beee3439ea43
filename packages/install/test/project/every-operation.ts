// Operations as methods of the facade and as plain functions. It prints which of them reached the mock, and which
// operations of all APIs the facade has methods for.
import { parseEvent } from "@pismo-client/events";
import { startMock } from "@pismo-client/mock";
import { type AccountClient, createPismoClient, PismoApiError, PismoError } from "pismo-client";
import { rotateCvv, type UpdateCardStatusResult, updateCardStatus } from "pismo-client/cards";
import * as events from "pismo-client/events";
import {
  type PerformTokenOperationInput,
  performTokenOperation,
  resetCvv2TryCounter,
} from "pismo-client/tokenization";

const mock = await startMock();
const pismo = createPismoClient({
  environment: mock.environment,
  accountToken: async ({ accountId }) => `token-of-${accountId}`,
  tenant: "TN-f878e4a1-2879-48ba-be16-821e73ac98db",
  retry: false,
});
const account: AccountClient = pismo.forAccount("102378693");
const cardId = "6741322";
const tokenId = "1234567890";
const status = { customerId: "102377856", accountId: 102378693, cardId, body: { status: "BLOCKED" } };
const activation: PerformTokenOperationInput["body"] = {
  operation_type: "CALL_CENTER_ACTIVATION",
  operation_reason: "Identified by phone",
  activation_code: "94",
};

const reached = (): string[] =>
  mock.calls().map(({ api, operation, taken }) => `${api}.${operation}${taken ? "" : " refused"}`);

const card = await account.cards.updateCardStatus(status);
const rotated = await account.cards.rotateCvv({ cardId, body: {} });
await account.tokenization.performTokenOperation({ cardId, tokenId, body: activation });
await account.tokenization.resetCvv2TryCounter({ cardId, body: { wallet: "103" } });
const asMethods = reached();
const userAgent = mock.calls()[0]?.headers["user-agent"];

mock.reset();
const sameCard: UpdateCardStatusResult = await updateCardStatus(account, status);
await rotateCvv(account, { cardId, body: {} });
await performTokenOperation(account, {
  cardId,
  tokenId,
  body: { operation_type: "SUSPEND", operation_reason: "Lost device" },
});
await resetCvv2TryCounter(account, { cardId, body: {} });
const asFunctions = reached();

// @ts-expect-error A call center's activation needs its code.
const withoutCode: PerformTokenOperationInput["body"] = {
  operation_type: "CALL_CENTER_ACTIVATION",
  operation_reason: "",
};
const refused: unknown = await performTokenOperation(account, { cardId, tokenId, body: withoutCode }).catch(
  (error: unknown) => error,
);

await mock.stop();

/** Whether an account has the operation, as a method of its API: of `three-ds`, that is `threeDs`. */
const isReachable = ({ api, name }: { readonly api: string; readonly name: string }): boolean => {
  const members = Object.entries(account).map(([member, value]) => [member.toLowerCase(), value] as const);
  const operations: unknown = new Map(members).get(api.replaceAll("-", ""));
  return (
    typeof operations === "object" &&
    operations !== null &&
    typeof Reflect.get(operations, name) === "function"
  );
};

const id: number | undefined = sameCard.id;
console.log(
  JSON.stringify({
    served: mock.operations.map(({ api, name }) => `${api}.${name}`),
    reachable: mock.operations.filter(isReachable).map(({ api, name }) => `${api}.${name}`),
    asMethods,
    asFunctions,
    userAgent,
    cardId: id === card.id ? id : undefined,
    rotated: typeof rotated,
    refused:
      refused instanceof PismoApiError && refused instanceof PismoError ? refused.status : String(refused),
    parseEvent: parseEvent === events.parseEvent,
  }),
);
