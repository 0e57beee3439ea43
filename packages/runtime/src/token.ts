import { PismoConfigError } from "./errors/pismo-config-error.ts";
import { PismoTokenError } from "./errors/pismo-token-error.ts";
import type { Fetch, Settings } from "./options.ts";
import { within } from "./time-limit.ts";
import type { CachedToken, TokenCache } from "./token-cache.ts";

/** What a function that gets tokens is given. */
export interface TokenRequest {
  readonly accountId: string;
  /** Aborted when the client's `timeout` is over. The abort of a single call does not reach it: others wait too. */
  readonly signal: AbortSignal;
  /** URL of the environment's API host, without a trailing slash. */
  readonly api: string;
  /** The client's fetch. */
  readonly fetch: Fetch;
}

/** A token, and until when it is valid. */
export interface IssuedToken {
  readonly token: string;
  /** A Date, or ms since 1970. @default the `exp` of the token, if it is a JWT */
  readonly expiresAt?: Date | number;
}

/** Gets a token for the account that it is asked for. */
export type IssueToken = (request: TokenRequest) => string | IssuedToken | Promise<string | IssuedToken>;

/** An account's token, or a function that gets one. */
export type AccountToken = string | IssueToken;

/** Gets the token of an account; another one than the `refused`, which the server no longer accepts. */
export type GetToken = (refused?: string) => Promise<string>;

/** A token is renewed this long before it expires, in ms, or after nine tenths of its life if that is later. */
const REFRESH_AHEAD = 60_000;

const EXPECTED = 'a token without "Bearer"';

/** @returns what gets the tokens of each account. */
export function createTokenSource(settings: Settings): (accountId: string) => GetToken {
  const { accountToken, fetch, hosts, tenant, timeout, tokenCache } = settings;
  if (typeof accountToken !== "function") {
    if (isToken(accountToken)) return () => async () => accountToken;
    throw new PismoConfigError(`accountToken must be a function, or ${EXPECTED}`);
  }
  const underWay = new Map<string, Promise<string>>();

  return (accountId) => {
    const key = [hosts.api, hosts.pci, tenant, accountId].join(" ");

    /** A store that fails costs a refresh, not the call. */
    const store = async (does: keyof TokenCache, token?: CachedToken): Promise<unknown> => {
      try {
        return await tokenCache[does](key, token!);
      } catch {
        return undefined;
      }
    };

    async function issue(): Promise<string> {
      try {
        const issued = await within(timeout, undefined, async (signal) =>
          (accountToken as IssueToken)({ accountId, signal, api: hosts.api, fetch }),
        );
        const token = readToken(issued);
        await store("set", token);
        return token.token;
      } catch (cause) {
        throw cause instanceof PismoTokenError
          ? cause
          : new PismoTokenError("accountToken failed", { cause });
      } finally {
        underWay.delete(key);
      }
    }

    return async (refused) => {
      const cached = await store("get");
      const { token, expiresAt, refreshAt = expiresAt } = Object(cached) as Partial<CachedToken>;
      // Whoever looked while another call began a refresh joins that one.
      if (!underWay.has(key)) {
        if (isToken(token) && token !== refused && !(Date.now() >= refreshAt!)) return token;
        if (cached) await store("delete");
      }
      if (!underWay.has(key)) underWay.set(key, issue());
      return underWay.get(key)!;
    };
  };
}

function isToken(token: unknown): token is string {
  return typeof token === "string" && /^[!-~]+$/.test(token);
}

function readToken(issued: string | IssuedToken): CachedToken {
  const { token = issued, expiresAt = jwtExpiry(token) } = Object(issued);
  // 10^11 is the year 5138 in seconds, and 1973 in ms.
  if (!isToken(token) || !(Number(expiresAt ?? 1e12) > 1e11)) {
    throw new PismoTokenError(`accountToken must give ${EXPECTED}, expiresAt in ms`);
  }
  if (expiresAt === undefined) return { token };
  const life = expiresAt - Date.now();
  return { token, expiresAt: Number(expiresAt), refreshAt: expiresAt - Math.min(REFRESH_AHEAD, life / 10) };
}

/** The `exp` of a JWT, in ms; not verified, and used only to schedule the refresh. */
function jwtExpiry(token: string): number | undefined {
  try {
    const { exp } = JSON.parse(atob(token.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/")));
    return exp > 0 ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
