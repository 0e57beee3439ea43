import { createPismoClient } from "pismo-client";
import type { Connect } from "./peer.ts";
import { accountId, body, cardId, customerId, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const pismo = createPismoClient({
    environment: { api: baseUrl, pci: "https://gw-pci.pismolabs.io" },
    accountToken: async () => token,
    ...(fetch && { fetch }),
  });
  const { cards } = pismo.forAccount(accountId);
  return () => cards.updateCardStatus({ customerId, accountId, cardId, body });
};
