import type { Mock } from "../src/index.ts";

const headers = { authorization: "Bearer any", "content-type": "application/json" };

/** Sends a request to one of a mock's origins, with a bearer token and a JSON body. */
export function send(
  mock: Mock,
  host: "api" | "pci",
  method: string,
  path: string,
  body?: unknown,
  further: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${mock.environment[host]}${path}`, {
    method,
    headers: { ...headers, ...further },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

export const statusPath = "/wallet/v1/customers/102377856/accounts/102378693/cards/6741322/status";
export const cvvPath = "/pcicards/v2/pcicards/cvv/6741322/reset";
export const tokenPath = "/cards-tokenization/v1/cards/6741322/network-tokens/DNITHE402033837";
export const counterPath = "/cards-tokenization/v1/cards/6741322/config/reset-cvv2-try-counter";

export const updateCardStatus = (
  mock: Mock,
  body: unknown = { status: "BLOCKED" },
  further = {},
): Promise<Response> => send(mock, "api", "PUT", statusPath, body, further);

export const rotateCvv = (mock: Mock, body: unknown = {}, further = {}): Promise<Response> =>
  send(mock, "pci", "POST", cvvPath, body, further);

export const performTokenOperation = (
  mock: Mock,
  body: unknown = { operation_type: "SUSPEND", operation_reason: "Lost device" },
  further = {},
): Promise<Response> => send(mock, "pci", "POST", tokenPath, body, further);

export const resetCvv2TryCounter = (
  mock: Mock,
  body: unknown = { wallet: "103" },
  further = {},
): Promise<Response> => send(mock, "pci", "PATCH", counterPath, body, { "x-tenant": "TN-1", ...further });
