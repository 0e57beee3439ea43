import { createClient } from "../../.clients/hey-api/client/index.js";
import { putV1CardStatus } from "../../.clients/hey-api/sdk.gen.js";
import type { Connect } from "./peer.ts";
import { accountId, body, cardId, customerId, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const client = createClient({ baseUrl, auth: () => token, ...(fetch && { fetch }) });
  return async () => {
    const path = { customerId, accountId, cardId };
    const { data } = await putV1CardStatus({ client, path, body, throwOnError: true });
    return data;
  };
};
