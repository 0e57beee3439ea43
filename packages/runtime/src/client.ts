import { isRounded } from "./body.ts";
import { PismoConfigError } from "./errors/pismo-config-error.ts";
import type { Operation } from "./operation.ts";
import { type CallOptions, type ClientOptions, readClientOptions, type SharedOptions } from "./options.ts";
import { readResult } from "./result.ts";
import { type ReadAnswer, send } from "./send.ts";
import { createTokenSource } from "./token.ts";

/** What generated functions call: operations of any API, on behalf of one account. */
export interface Client {
  /**
   * Calls `operation` and returns the body of its success.
   * @throws PismoInputError before anything is sent; PismoApiError for any other status than a success;
   * PismoConnectionError, PismoTimeoutError, PismoAbortError, PismoTokenError. `outcome` of each says whether the
   * request may have been executed.
   */
  call<Result>(operation: Operation, input: object, options?: CallOptions): Promise<Result>;
  /** The same, but `read` makes the result of the last answer, whatever its status. */
  exchange<Result>(
    operation: Operation,
    input: object,
    options: CallOptions | undefined,
    read: ReadAnswer<Result>,
  ): Promise<Result>;
}

/** Makes the client of one account. Tokens and retry budgets are shared by all that one factory makes. */
export type ClientFactory = (accountId: string | number) => Client;

/**
 * A client for one account. A client that is given is returned as it is.
 * @throws PismoConfigError
 */
export function createClient(options: ClientOptions | Client): Client {
  if ("call" in options) return options;
  // A token that is given is its account's.
  const { accountId = typeof options.accountToken === "string" ? "-" : "", ...shared } = options;
  return createClientFactory(shared)(accountId);
}

/**
 * Clients for many accounts of one environment, cheap to make.
 * @throws PismoConfigError
 */
export function createClientFactory(options: SharedOptions): ClientFactory {
  const settings = readClientOptions(options);
  const tokensOf = createTokenSource(settings);
  const { budget } = settings;
  const shared = { ...settings, retriesLeft: { api: budget, pci: budget } };
  return (accountId) => {
    const id = typeof accountId === "object" ? "" : String(accountId ?? "");
    if (isRounded(accountId) || !/^[\w.:-]+$/.test(id))
      throw new PismoConfigError("accountId: give the account's id");
    const getToken = tokensOf(id);
    const exchange: Client["exchange"] = (operation, input, options, read) =>
      send(shared, getToken, operation, input, options, read);
    const call: Client["call"] = (operation, input, options) =>
      exchange(operation, input, options, readResult as ReadAnswer<never>);
    return Object.freeze({ call, exchange });
  };
}
