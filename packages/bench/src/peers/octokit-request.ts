import { request } from "@octokit/request";
import type { Connect } from "./peer.ts";
import { accountId, body, cardId, customerId, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const client = request.defaults({
    baseUrl,
    headers: { authorization: `Bearer ${token}` },
    ...(fetch && { request: { fetch } }),
  });
  return async () => {
    const { data } = await client(
      "PUT /wallet/v1/customers/{customerId}/accounts/{accountId}/cards/{cardId}/status",
      { customerId, accountId, cardId, ...body },
    );
    return data;
  };
};
