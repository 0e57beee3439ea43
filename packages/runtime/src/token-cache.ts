/** A token as it is kept. Both times are ms since 1970. */
export interface CachedToken {
  readonly token: string;
  /** When the server stops accepting it; absent where nobody said. */
  readonly expiresAt?: number;
  /** When a new one should be fetched, ahead of `expiresAt`. */
  readonly refreshAt?: number;
}

/**
 * Where tokens are kept between calls. A store that processes share must be as secret as the tokens.
 * Keys name the hosts, the tenant and the account. A store that fails is treated as empty.
 */
export interface TokenCache {
  /** The token under a key, if there is one. */
  get(key: string): CachedToken | undefined | Promise<CachedToken | undefined>;
  /** Keeps a token in place of the one before. */
  set(key: string, token: CachedToken): unknown;
  /** Forgets a token: the server refused it, or it expired. */
  delete(key: string): unknown;
}

/** Tokens in memory, for `limit` accounts at most; the least recently used is dropped first. */
export function memoryTokenCache(limit = 1000): TokenCache {
  // A Map keeps the order of insertion, so its first key is the one that was not used for longest.
  const tokens = new Map<string, CachedToken>();
  return {
    get(key) {
      const token = tokens.get(key);
      if (token) this.set(key, token);
      return token;
    },
    set(key, token) {
      tokens.delete(key);
      tokens.set(key, token);
      if (tokens.size > limit) tokens.delete(tokens.keys().next().value as string);
    },
    delete: (key) => tokens.delete(key),
  };
}
