import createClient from "openapi-fetch";
import type { paths } from "../../.clients/openapi-typescript/schema.js";
import type { Connect } from "./peer.ts";
import { accountId, body, cardId, customerId, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const client = createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${token}` },
    ...(fetch && { fetch }),
  });
  return async () => {
    const { data, response } = await client.PUT(
      "/wallet/v1/customers/{customerId}/accounts/{accountId}/cards/{cardId}/status",
      { params: { path: { customerId, accountId, cardId } }, body },
    );
    if (!data) throw new Error(`status ${response.status}`);
    return data;
  };
};
