import { writeBody } from "./body.ts";
import { PismoConfigError } from "./errors/pismo-config-error.ts";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import { readHeaders } from "./headers.ts";
import { readInput } from "./input.ts";
import type { Operation } from "./operation.ts";
import { type CallOptions, type ClientOptions, readCallOptions, readClientOptions } from "./options.ts";
import { leaves } from "./redact.ts";
import { readResult } from "./result.ts";
import { createRetryBudget } from "./retry.ts";
import { type ReadAnswer, type Sending, type Shared, send } from "./send.ts";
import { createTokenSource } from "./token.ts";
import { SETTLED, transport } from "./transport.ts";
import { writePath, writeQuery } from "./url.ts";
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
    return bindAccount("", share(shared));
  return createClientFactory(shared)(accountId!);
}

/**
 * Clients for many accounts of one environment, cheap to make.
 * @throws PismoConfigError
 */
export function createClientFactory(options: Omit<ClientOptions, "accountId">): ClientFactory {
  const shared = share(options);
  return (accountId) => {
    const id = Number.isSafeInteger(accountId) ? String(accountId) : accountId;
    if (typeof id === "string" && /^[\w.:-]+$/.test(id)) return bindAccount(id, shared);
    throw new PismoConfigError("accountId: give the account's id");
  };
}

function share(options: ClientOptions): Shared {
  const settings = readClientOptions(options);
  const fetch = settings.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const [api, pci] = [createRetryBudget(settings.budget), createRetryBudget(settings.budget)];
  return { settings, fetch, getToken: createTokenSource(settings, fetch), budgets: { api, pci } };
}

const NO_OPTIONS: CallOptions = {};

function bindAccount(accountId: string, shared: Shared): Client {
  const { settings } = shared;
  const userAgent = userAgentHeader(settings.userAgent);

  async function exchange<Result>(
    called: Operation,
    input: object,
    options: CallOptions = NO_OPTIONS,
    read: ReadAnswer<Result>,
  ): Promise<Result> {
    const policy = options === NO_OPTIONS ? settings : readCallOptions(options, settings);
    const operation = allowUnsafe(called, options);
    const { path, query, header, body } = readInput(operation, input, settings.tenant);
    const given = { ...readHeaders(operation, options.headers), ...header };
    const { "x-cid": cid = crypto.randomUUID() } = given;
    const written = body === undefined ? undefined : await writeBody(operation, body);
    const headers = {
      ...(userAgent && { "user-agent": userAgent }),
      ...given,
      "x-cid": cid,
      ...(written && { "content-type": written.type }),
    };
    const sending: Sending<Result> = {
      operation,
      accountId,
      headers,
      cid,
      policy,
      signal: options.signal,
      values: () => leaves([path, query, header, body, options.headers]).filter((value) => value !== cid),
      read,
    };
    const baseUrl = settings.hosts[operation.host] + operation.basePath;
    let result: Result;
    await transport(operation.method, operation.path, {
      baseUrl,
      params: { path, query },
      pathSerializer: () => baseUrl + writePath(operation, path),
      querySerializer: () => writeQuery(operation, query),
      body,
      bodySerializer: () => written!.content,
      async fetch(request) {
        result = await send(request, sending, shared);
        return SETTLED;
      },
    });
    return result!;
  }

  return Object.freeze<Client>({
    call: (operation, input, options) => exchange(operation, input, options, readResult as ReadAnswer<never>),
    exchange,
  });
}

/** What must not be executed twice may be, for a call that names it. */
function allowUnsafe(operation: Operation, { retry }: CallOptions): Operation {
  const name = retry ? retry.allowUnsafe : undefined;
  if (name === undefined || (name === operation.name && operation.retry !== "never")) return operation;
  if (name === operation.name) return { ...operation, retry: "idempotent" };
  throw new PismoInputError(operation, "retry.allowUnsafe", "names another operation");
}
