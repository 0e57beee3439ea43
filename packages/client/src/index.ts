import { type Client, createClientFactory, type SharedOptions } from "@pismo-client/runtime";
import { type Apis, bindApis } from "./generated/apis.ts";

export * from "@pismo-client/runtime";
export type { Apis } from "./generated/apis.ts";

/** Those of {@link ClientOptions} that are no account's: `forAccount` names it. */
export type PismoClientOptions = SharedOptions;

/** One account's APIs. It is a {@link Client} too, so that `rotateCvv(account, input)` works as `account.cards.rotateCvv(input)` does. */
export interface AccountClient extends Client, Apis {}

/** The accounts of one environment. */
export interface PismoClient {
  /**
   * The client of one account; cheap to make. Tokens and retry budgets are shared by all clients made here.
   * @throws PismoConfigError if `accountId` is no id.
   */
  forAccount(accountId: string | number): AccountClient;
}

/**
 * A client for the accounts of one environment. Nothing is sent before the first call.
 * @throws PismoConfigError if an option is missing, unknown or unfit.
 */
export function createPismoClient(options: PismoClientOptions): PismoClient {
  const clientFor = createClientFactory(options);
  return {
    forAccount(accountId) {
      const client = clientFor(accountId);
      // As descriptors, so that each API is bound when it is first used.
      return Object.defineProperties({} as AccountClient, {
        ...Object.getOwnPropertyDescriptors(client),
        ...Object.getOwnPropertyDescriptors(bindApis(client)),
      });
    },
  };
}
