import {
  type AccountClient,
  type CallOptions,
  createPismoClient,
  type PismoClientOptions,
  PismoError,
} from "pismo-client";
import { failure } from "./check.ts";

export const tenant = "TN-f878e4a1-2879-48ba-be16-821e73ac98db";
export const accountId = "102378693";
export const cardId = "6741322";

/** A client that does not wait long between attempts. */
export function connect(
  environment: PismoClientOptions["environment"],
  options: Partial<PismoClientOptions> = {},
): AccountClient {
  return createPismoClient({
    environment,
    accountToken: "token-0",
    tenant,
    ...options,
    retry: options.retry === false ? false : { baseDelay: 1, ...options.retry },
  }).forAccount(accountId);
}

/** A call of each kind: one that must not be executed twice, on either API, and one that may. */
export const calls = {
  rotateCvv: (account: AccountClient, options?: CallOptions): Promise<unknown> =>
    account.cards.rotateCvv({ cardId, body: {} }, options),
  updateCardStatus: (account: AccountClient, options?: CallOptions): Promise<unknown> =>
    account.cards.updateCardStatus(
      { customerId: "102377856", accountId: 102378693, cardId, body: { status: "BLOCKED" } },
      options,
    ),
  performTokenOperation: (account: AccountClient, options?: CallOptions): Promise<unknown> =>
    account.tokenization.performTokenOperation(
      {
        cardId,
        tokenId: "DNITHE302434545454545454545454545454",
        body: { operation_type: "SUSPEND", operation_reason: "Suspended due to lost device" },
      },
      options,
    ),
  resetCvv2TryCounter: (account: AccountClient, options?: CallOptions): Promise<unknown> =>
    account.tokenization.resetCvv2TryCounter({ cardId, body: { wallet: "103" } }, options),
} as const;

/** The error of a call, which must be one of this library. */
export async function errorOf(call: Promise<unknown> | (() => unknown)): Promise<PismoError> {
  const error = await failure(call);
  if (error instanceof PismoError) return error;
  throw new Error(`rejected with what is no PismoError: ${String(error)}`);
}
