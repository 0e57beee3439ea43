import type { Json, JsonObject } from "../../src/json.ts";

/** A document that is whole and says as little as it can. */
export function openapi(members: JsonObject = {}): JsonObject {
  return {
    openapi: "3.0.1",
    info: { title: "Cards", version: "1.0.0" },
    servers: [{ url: "https://sandbox.example.com" }],
    paths: {},
    ...members,
  };
}

/** A document with one operation, a GET of `/cards/{cardId}`. */
export function withOperation(operation: JsonObject = {}, members: JsonObject = {}): JsonObject {
  const parameters = (operation.parameters ?? []) as Json[];
  return openapi({
    paths: {
      "/cards/{cardId}": {
        get: { operationId: "getCard", responses: ok(), ...operation, parameters: [cardId, ...parameters] },
      },
    },
    ...members,
  });
}

export const cardId: JsonObject = { name: "cardId", in: "path", required: true, schema: { type: "string" } };

/** Responses with a 200 of JSON. */
export function ok(schema: Json = { type: "object", properties: {} }): JsonObject {
  return { "200": { description: "OK", content: { "application/json": { schema } } } };
}

/** A request body of JSON. */
export function json(schema: Json, required = true): JsonObject {
  return { required, content: { "application/json": { schema } } };
}
