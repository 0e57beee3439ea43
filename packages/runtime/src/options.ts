import type { ValidateBody } from "./body-validator.ts";
import { type Environment, type Hosts, resolveHosts } from "./environment.ts";
import { PismoConfigError } from "./errors/pismo-config-error.ts";
import { PismoInputError } from "./errors/pismo-input-error.ts";
import { PRINTABLE } from "./headers.ts";
import type { Hooks } from "./hooks.ts";
import type { Operation } from "./operation.ts";
import type { AccountToken } from "./token.ts";
import { memoryTokenCache, type TokenCache } from "./token-cache.ts";

/** The fetch that requests go through: the platform's, or one with a client certificate or a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How failed attempts are repeated. Whether they may be is the operation's matter, and not set here. */
export interface RetryOptions {
  /** Attempts in all, the first included, which is always made. @default 3 */
  readonly attempts?: number;
  /** Upper bound of the first wait, in ms; doubled for each further one. The wait is random below it. @default 250 */
  readonly baseDelay?: number;
  /** Upper bound of any wait that the server has not asked for, in ms. @default 8000 */
  readonly maxDelay?: number;
  /** Longest `Retry-After` that is waited for, in ms; a longer one ends the call at once. @default 30000 */
  readonly maxRetryAfter?: number;
}

/** How a client repeats failed attempts. */
export interface ClientRetryOptions extends RetryOptions {
  /**
   * Retries that may be spent per host before any request succeeds; ten successes earn one more, up to this number.
   * It keeps many clients from hammering a host that is down. @default 20
   */
  readonly budget?: number;
}

/** How one call repeats failed attempts. */
export interface CallRetryOptions extends RetryOptions {
  /**
   * Repeats this one call even if it may have been executed and repeating it does something a second time.
   * The value is the name of the operation, such as `"rotateCvv"`, so that it cannot be switched on by accident.
   */
  readonly allowUnsafe?: string;
}

/** What the clients of all accounts share. */
export interface SharedOptions {
  /** Where the requests go. It has no default. */
  readonly environment: Environment;
  /** The account's token, or a function that gets one: called when none is cached, and ahead of its expiry. */
  readonly accountToken: AccountToken;
  /** Sent as `x-tenant` where an operation declares it and the input does not give it. */
  readonly tenant?: string;
  /** Time for one attempt, from its token to the end of its body, in ms. @default 15000 */
  readonly timeout?: number;
  /** Time for a whole call, waits and repeated attempts included, in ms. @default 60000 */
  readonly deadline?: number;
  /** How failed attempts are repeated, where they may be; `false`: not at all. */
  readonly retry?: false | ClientRetryOptions;
  /** What is called at each attempt: for logs, metrics and traces. */
  readonly hooks?: Hooks;
  /** Where tokens are kept. @default 1,000 accounts in memory, the least recently used dropped first */
  readonly tokenCache?: TokenCache;
  /** Looked up as `globalThis.fetch` at each call if not given. */
  readonly fetch?: Fetch;
  /** Put before the library's own name in the User-Agent, such as `my-bank/1.2`. Browsers send their own. */
  readonly userAgent?: string;
  /**
   * Holds bodies against the schemas of their documents before they are sent: `bodyValidator`, of the checks that the
   * `validators` of each API's package have. @default bodies are sent as they are
   */
  readonly validate?: ValidateBody;
  /** Largest body of a successful response, in bytes. @default 16777216 (16 MiB) */
  readonly maxResponseBytes?: number;
}

/** The options of a client of one account. */
export interface ClientOptions extends SharedOptions {
  /** The account whose token is used. Needed if `accountToken` is a function. */
  readonly accountId?: string | number;
}

/** What one call does in another way than its client. */
export interface CallOptions {
  /** Ends the call at once, a wait between attempts included. */
  readonly signal?: AbortSignal;
  /** Time for one attempt, in ms. @default the client's */
  readonly timeout?: number;
  /** Time for the whole call, in ms. @default the client's */
  readonly deadline?: number;
  /** How failed attempts are repeated; `false`: not at all. @default the client's */
  readonly retry?: false | CallRetryOptions;
  /** Further request headers. `x-cid` is the correlation id; one is made for each call without it. */
  readonly headers?: { readonly [name: string]: string | undefined };
}

/** The options of a client or, over them, of a call: checked, and with their defaults. */
export interface Settings extends CallOptions {
  readonly accountToken: AccountToken;
  readonly tenant: string;
  readonly timeout: number;
  readonly deadline: number;
  readonly maxResponseBytes: number;
  readonly fetch: Fetch;
  readonly tokenCache: TokenCache;
  readonly validate: ValidateBody | undefined;
  readonly userAgent: string;
  readonly hosts: Hosts;
  readonly hooks: Hooks;
  readonly budget: number;
  readonly retry: Required<RetryOptions> & CallRetryOptions;
}

/** The defaults, which say the types too: undefined is for a function, null for what is checked where it is used. */
const DEFAULTS = {
  environment: null,
  accountToken: null,
  tenant: "",
  timeout: 15_000,
  deadline: 60_000,
  retry: null,
  hooks: null,
  tokenCache: null,
  fetch: ((url, init) => globalThis.fetch(url, init)) satisfies Fetch,
  userAgent: "",
  validate: undefined,
  maxResponseBytes: 2 ** 24,
};
const HOOKS = { onRequest: undefined, onResponse: undefined, onRetry: undefined, onError: undefined };
const RETRY = { attempts: 3, baseDelay: 250, maxDelay: 8_000, maxRetryAfter: 30_000, budget: 20 };

export function readClientOptions(options: SharedOptions): Settings {
  const settings = override(DEFAULTS, options, 1);
  const { budget, ...retry } = readRetry(RETRY, options.retry);
  return {
    ...(settings as object as Settings),
    hosts: resolveHosts(options.environment),
    tokenCache: options.tokenCache ?? memoryTokenCache(),
    hooks: override(HOOKS as object, options.hooks),
    budget,
    retry,
  };
}

export function readCallOptions<Base extends Settings>(
  options: CallOptions,
  base: Base,
  operation: Operation,
): Base {
  const { timeout, deadline } = base;
  const settings = override({ timeout, deadline, retry: null, signal: null, headers: null }, options, 1);
  const retry = readRetry({ ...base.retry, allowUnsafe: "" }, options.retry);
  if (retry.allowUnsafe && retry.allowUnsafe !== operation.name)
    throw new PismoInputError(operation, "retry.allowUnsafe", "names another operation");
  return { ...base, ...settings, retry };
}

function readRetry<Usual extends object>(usual: Usual, retry: false | object | undefined): Usual {
  return override(usual, retry === false ? { attempts: 1 } : retry);
}

/** `usual`, with what is given in its place. An unknown name is refused: it would be a default that nobody chose. */
function override<Usual extends object>(usual: Usual, given: object | null = {}, least = 0): Usual {
  const settings = { ...usual } as { [name: string]: unknown };
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!Object.hasOwn(usual, name) || (value !== undefined && !fits(value, settings[name], least))) {
      const names = Object.keys(usual).join(", ");
      throw new PismoConfigError(`no option ${name} of this kind among ${names}`);
    }
    settings[name] = value ?? settings[name];
  }
  return settings as Usual;
}

function fits(value: unknown, usual: unknown, least: number): boolean {
  if (usual === null) return true;
  if (typeof value !== typeof (usual ?? fits)) return false;
  // Timers count ms in 31 bits and fire at once beyond.
  if (typeof value === "number") return value >= least && value < 2 ** 31;
  return typeof value !== "string" || PRINTABLE.test(value);
}
