import { type Client, type ClientOptions, createClient, type PismoError } from "../src/index.ts";
import type { TestServer } from "./server.ts";

/** A port on which nothing listens, and which fetch does not block. */
export const NOBODY = "http://127.0.0.1:2";

/** A client whose hosts are both `server`, apart by their paths; it does not wait long between attempts. */
export function clientOf(server: Pick<TestServer, "url">, options: Partial<ClientOptions> = {}): Client {
  return createClient({
    environment: { api: `${server.url}/api`, pci: `${server.url}/pci` },
    accountToken: "token-0",
    tenant: "TN-1",
    ...options,
    retry: options.retry === false ? false : { baseDelay: 1, ...options.retry },
  });
}

export async function failureOf(call: Promise<unknown>): Promise<PismoError> {
  try {
    await call;
  } catch (error) {
    return error as PismoError;
  }
  throw new Error("the call did not fail");
}
