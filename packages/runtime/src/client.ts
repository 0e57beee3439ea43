import { writeBody } from "./body.ts";
import { PismoConfigError } from "./errors/pismo-config-error.ts";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import { readHeaders } from "./headers.ts";
import { writeInput } from "./input.ts";
import type { Operation } from "./operation.ts";
import {
  type CallOptions,
  type ClientOptions,
  readCallOptions,
  readClientOptions,
  type SharedOptions,
} from "./options.ts";
import { leaves } from "./redact.ts";
import { readResult } from "./result.ts";
import { type ReadAnswer, type Shared, send } from "./send.ts";
import { createTokenSource } from "./token.ts";
import { userAgentHeader } from "./user-agent.ts";

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
  const { accountId, ...shared } = options;
  if (accountId === undefined && typeof options.accountToken === "string")
    return bindAccount("", readShared(shared));
  return createClientFactory(shared)(accountId!);
}

/**
 * Clients for many accounts of one environment, cheap to make.
 * @throws PismoConfigError
 */
export function createClientFactory(options: SharedOptions): ClientFactory {
  const shared = readShared(options);
  return (accountId) => {
    const id = Number.isSafeInteger(accountId) ? String(accountId) : accountId;
    if (typeof id === "string" && /^[\w.:-]+$/.test(id)) return bindAccount(id, shared);
    throw new PismoConfigError("accountId: give the account's id");
  };
}

function readShared(options: ClientOptions): Shared {
  const settings = readClientOptions(options);
  const { budget } = settings.retry;
  return {
    ...settings,
    tokensOf: createTokenSource(settings),
    retriesLeft: { api: budget, pci: budget },
  };
}

function bindAccount(accountId: string, shared: Shared): Client {
  const userAgent = userAgentHeader(shared.userAgent);
  const getToken = shared.tokensOf(accountId);

  async function exchange<Result>(
    operation: Operation,
    input: object,
    options: CallOptions | undefined,
    read: ReadAnswer<Result>,
  ): Promise<Result> {
    const settings = options ? readCallOptions(options, shared) : shared;
    const { allowUnsafe = operation.name } = settings.retry;
    if (allowUnsafe !== operation.name)
      throw new PismoInputError(operation, "retry.allowUnsafe", "names another operation");
    const given: { readonly [name: string]: unknown } = { ...input };
    const headers = readHeaders(operation, options?.headers ?? {});
    const { target, values } = writeInput(operation, given, settings.tenant, headers);
    const body =
      given.body === undefined ? undefined : await writeBody(operation, given.body, settings.validate);
    if (body) headers["content-type"] = body.type;
    if (userAgent) headers["user-agent"] ??= userAgent;
    headers["x-cid"] ??= crypto.randomUUID();
    const cid = headers["x-cid"];
    return send({
      operation,
      getToken,
      url: settings.hosts[operation.host] + operation.basePath + target,
      body: body?.content ?? null,
      headers,
      cid,
      settings,
      signal: options?.signal,
      values: () => leaves([values, given.body, options?.headers]).filter((value) => value !== cid),
      read,
    });
  }

  return Object.freeze<Client>({
    call: (operation, input, options) => exchange(operation, input, options, readResult as ReadAnswer<never>),
    exchange,
  });
}
