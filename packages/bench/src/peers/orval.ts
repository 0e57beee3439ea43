import { putV1CardStatus } from "../../.clients/orval/client.js";
import { configure } from "../../.clients/orval/custom-fetch.js";
import type { Connect } from "./peer.ts";
import { accountId, body, cardId, customerId, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch = globalThis.fetch }) => {
  configure({ baseUrl, token, fetch });
  return async () => {
    const { data, status } = await putV1CardStatus(customerId, accountId, cardId, body);
    if (status !== 200) throw new Error(`status ${status}`);
    return data;
  };
};
