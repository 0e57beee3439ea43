import type { ValidateBody } from "./body-validator.ts";
import { type Environment, type Hosts, resolveHosts } from "./environment.ts";
import { PismoConfigError } from "./errors/pismo-config-error.ts";
import type { Hooks } from "./hooks.ts";
import type { AccountToken } from "./token.ts";
import type { TokenCache } from "./token-cache.ts";

/** The fetch that requests go through: the platform's, or one with a client certificate or a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How failed attempts are repeated. Whether they may be is the operation's matter, and not set here. */
export interface RetryOptions {
  /** Attempts in all, the first included. @default 3 */
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
export type Settings = Omit<SharedOptions, "environment" | "retry"> &
  Required<Pick<SharedOptions, "timeout" | "deadline" | "hooks" | "fetch" | "maxResponseBytes">> & {
    readonly hosts: Hosts;
    readonly retry: Required<RetryOptions & Pick<ClientRetryOptions, "budget">> &
      Pick<CallRetryOptions, "allowUnsafe">;
  };

/** For each option its least number, or its type; "" where what uses it checks it. */
type Rules = { readonly [name: string]: number | "string" | "function" | "" };

const RETRY = { attempts: 1, baseDelay: 0, maxDelay: 0, maxRetryAfter: 0 };
const HOOKS = {
  onRequest: "function",
  onResponse: "function",
  onRetry: "function",
  onError: "function",
} as const;
const BOTH = { timeout: 1, deadline: 1, retry: "" } as const;
const CALL = { ...BOTH, signal: "", headers: "" } as const;
const CLIENT = {
  ...BOTH,
  environment: "",
  accountToken: "",
  tenant: "string",
  hooks: "",
  tokenCache: "",
  fetch: "function",
  userAgent: "string",
  validate: "function",
  maxResponseBytes: 1,
} as const;

const DEFAULTS = {
  timeout: 15_000,
  deadline: 60_000,
  maxResponseBytes: 2 ** 24,
  hooks: {},
  fetch: ((url, init) => globalThis.fetch(url, init)) satisfies Fetch,
  retry: { attempts: 3, baseDelay: 250, maxDelay: 8_000, maxRetryAfter: 30_000, budget: 20 },
};

export function readClientOptions(options: ClientOptions): Settings {
  const hosts = resolveHosts(options.environment);
  const settings = { ...override(DEFAULTS, options, CLIENT, { ...RETRY, budget: 0 }), hosts };
  check(settings.hooks, HOOKS);
  return settings as Settings;
}

export function readCallOptions<Base extends Settings>(options: CallOptions, base: Base): Base {
  return override(base, options, CALL, { ...RETRY, allowUnsafe: "" });
}

/** `base`, with those of `options` that are given in place of its own. */
function override<Base extends Pick<Settings, "retry">>(
  base: Base,
  options: ClientOptions | CallOptions,
  rules: Rules,
  retryRules: Rules,
): Base {
  const retry = options.retry === false ? { attempts: 1 } : check(options.retry ?? {}, retryRules);
  return { ...base, ...check(options, rules), retry: { ...base.retry, ...retry } };
}

/** What is given. Refuses unknown names too: an option with a mistyped name would be a default that nobody chose. */
function check(options: object, rules: Rules): object {
  const given: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(options)) {
    const rule = rules[name];
    if (rule === undefined)
      throw new PismoConfigError(`there is no option ${name}; there are ${Object.keys(rules).join(", ")}`);
    if (value === undefined) continue;
    if (!fits(value, rule)) throw new PismoConfigError(`the option ${name} is not fit`);
    given[name] = value;
  }
  return given;
}

function fits(value: unknown, rule: Rules[string]): boolean {
  // Timers count ms in 31 bits and fire at once beyond.
  if (typeof rule === "number") return typeof value === "number" && value >= rule && value < 2 ** 31;
  return !rule || (typeof value === rule && (rule === "function" || /^[!-~][ -~]*$/.test(value as string)));
}
