import { updateCardStatus } from "@pismo-client/cards";
import { createClient } from "@pismo-client/runtime";
import type { Connect } from "./peer.ts";
import { accountId, body, cardId, customerId, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const client = createClient({
    environment: { api: baseUrl, pci: "https://gw-pci.pismolabs.io" },
    accountId,
    accountToken: async () => token,
    ...(fetch && { fetch }),
  });
  return () => updateCardStatus(client, { customerId, accountId, cardId, body });
};
