import { PismoConfigError } from "./errors/pismo-config-error.ts";
import { PismoTokenError } from "./errors/pismo-token-error.ts";
import { readBody, readText } from "./response-body.ts";
import type { IssueToken } from "./token.ts";

/** What Pismo issues for a server-to-server login. */
export interface ServerCredentials {
  /** `server_key`: the credential's id. */
  readonly serverKey: string;
  /** `server_secret`: it goes to the environment's API host, and nowhere else. */
  readonly serverSecret: string;
}

/**
 * An `accountToken` from Pismo's server-to-server login, `POST /passport/v2/s2s/access-token` on the API host
 * (Pismo's "Platform authentication" API, version 2). How long it is valid is read from the token.
 * @throws PismoConfigError if a credential is missing.
 */
export function serverToServer({ serverKey, serverSecret }: ServerCredentials): IssueToken {
  if (!serverKey || !serverSecret)
    throw new PismoConfigError("serverToServer: give serverKey and serverSecret");
  return async ({ accountId, signal, api, fetch }) => {
    const refuse = (problem: string, cause?: unknown) =>
      new PismoTokenError(`serverToServer: ${problem}`, { cause });
    const account = Number(accountId);
    // The API takes a number; another one than was meant would be another account.
    if (String(account) !== accountId || !Number.isSafeInteger(account))
      throw refuse("the account's id must be a number");
    const response = await fetch(`${api}/passport/v2/s2s/access-token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ server_key: serverKey, server_secret: serverSecret, account_id: account }),
      redirect: "manual",
      signal,
    });
    const bytes = await readBody(response, 65_536);
    if (!response.ok || response.redirected) throw refuse(`answered with ${response.status}`);
    try {
      return JSON.parse(readText(bytes, response.headers)).token;
    } catch (cause) {
      throw refuse("answered with no JSON", cause);
    }
  };
}
