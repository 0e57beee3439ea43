import { type Operation, writeStructured } from "../src/index.ts";

/** Its repetition does something a second time. */
export const rotateCvv: Operation = {
  name: "rotateCvv",
  method: "POST",
  path: "/cvv/{cardId}/reset",
  host: "pci",
  basePath: "",
  retry: "never",
  parameters: { cardId: { in: "path", type: "string", required: true } },
  body: { mediaType: "application/json", required: true },
  success: { "200": "json" },
};

export const resetCounter: Operation = {
  name: "resetCounter",
  method: "PATCH",
  path: "/v1/cards/{cardId}/counter",
  host: "pci",
  basePath: "/cards-tokenization",
  retry: "idempotent",
  parameters: {
    cardId: { in: "path", type: "string", required: true },
    "x-tenant": { in: "header", type: "string", required: true },
  },
  body: { mediaType: "application/json", required: true },
  success: { "204": "none" },
};

export const listCards: Operation = {
  name: "listCards",
  method: "GET",
  path: "/accounts/{accountId}/cards",
  host: "api",
  basePath: "",
  retry: "safe",
  parameters: {
    accountId: { in: "path", type: "integer", required: true },
    status: { in: "query", type: "string" },
    pages: { in: "query", type: "array" },
    ids: { in: "query", type: "array", explode: false },
    filter: { in: "query", type: "object", style: "deepObject", explode: true },
    limit: { in: "query", type: "integer" },
    active: { in: "query", type: "boolean" },
    "x-cid": { in: "header", type: "string" },
    Authorization: { in: "header", type: "string" },
  },
  structured: writeStructured,
  success: { "200": "json" },
};
