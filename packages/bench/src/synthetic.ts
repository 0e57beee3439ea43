import type { JsonObject } from "@pismo-client/scripts/json";

/** What each resource of the document can be asked. */
export type Verb = "list" | "create" | "get" | "update";
export const verbs: readonly Verb[] = ["list", "create", "get", "update"];

/** `042`: the resources are told apart by nothing else. */
export function numbered(resource: number): string {
  return String(resource).padStart(3, "0");
}

/** Where a resource's operations are. */
export function pathOf(verb: Verb, resource: number): string {
  const all = `/banking/v1/accounts/{accountId}/resources-${numbered(resource)}`;
  return verb === "list" || verb === "create" ? all : `${all}/{resourceId}`;
}

export function methodOf(verb: Verb): "get" | "post" | "put" {
  return verb === "create" ? "post" : verb === "update" ? "put" : "get";
}

/** A document with four operations and three schemas a resource, as large and as deep as those of card APIs are. */
export function syntheticDocument(resources: number): JsonObject {
  const paths: JsonObject = {};
  const schemas: JsonObject = { Money: money, Problem: problem };
  for (let resource = 0; resource < resources; resource++) {
    for (const verb of verbs) {
      const path = pathOf(verb, resource);
      paths[path] = { ...(paths[path] as JsonObject), [methodOf(verb)]: operation(verb, resource) };
    }
    Object.assign(schemas, schemasOf(resource));
  }
  return {
    openapi: "3.0.3",
    info: { title: "Synthetic", version: "1.0.0", description: "A document to measure with." },
    servers: [{ url: "https://sandbox.pismolabs.io" }],
    security: [{ bearer: [] }],
    paths,
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } }, schemas },
  };
}

const money: JsonObject = {
  type: "object",
  required: ["amount", "currency"],
  properties: {
    amount: { type: "integer", description: "In the currency's smallest unit." },
    currency: { type: "string", description: "ISO 4217.", example: "BRL" },
  },
};

const problem: JsonObject = {
  type: "object",
  properties: { code: { type: "string" }, message: { type: "string" } },
};

function parameter(name: string, place: "path" | "query", schema: JsonObject): JsonObject {
  return { name, in: place, required: place === "path", description: `The ${name}.`, schema };
}

function operation(verb: Verb, resource: number): JsonObject {
  const name = numbered(resource);
  const one = `Resource${name}`;
  const parameters = [parameter("accountId", "path", { type: "integer" })];
  if (verb === "get" || verb === "update")
    parameters.push(parameter("resourceId", "path", { type: "string" }));
  if (verb === "list") {
    parameters.push(
      parameter("page", "query", { type: "integer" }),
      parameter("status", "query", { type: "string", enum: ["ACTIVE", "BLOCKED", "CANCELED"] }),
    );
  }
  const writes = verb === "create" || verb === "update";
  return {
    operationId: `${verb}-resource-${name}`,
    summary: `${verb} resource ${name}`,
    description: `What a published document says about this takes some lines, and is copied into each client.`,
    tags: [`Resource ${name}`],
    parameters,
    ...(writes && { requestBody: { required: true, content: json(`${one}Request`) } }),
    responses: {
      [verb === "create" ? "201" : "200"]: {
        description: "Done.",
        content: json(verb === "list" ? `${one}Page` : one),
      },
      "400": { description: "Refused.", content: json("Problem") },
      "401": { description: "Not let in.", content: json("Problem") },
    },
  };
}

function json(schema: string): JsonObject {
  return { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function schemasOf(resource: number): JsonObject {
  const one = `Resource${numbered(resource)}`;
  const written: JsonObject = {
    status: { type: "string", enum: ["ACTIVE", "BLOCKED", "CANCELED"], description: "Its status." },
    limit: { $ref: "#/components/schemas/Money" },
    name: { type: "string", maxLength: 80, description: "What it is called.", example: "Vacation card" },
    metadata: { type: "object", additionalProperties: { type: "string" } },
  };
  return {
    [`${one}Request`]: { type: "object", required: ["status", "name"], properties: written },
    [one]: {
      type: "object",
      required: ["id", "status"],
      properties: {
        id: { type: "string", description: "Its ID." },
        ...written,
        created_at: { type: "string", format: "date-time" },
        owner: {
          type: "object",
          properties: { id: { type: "string" }, documents: { type: "array", items: { type: "string" } } },
        },
      },
    },
    [`${one}Page`]: {
      type: "object",
      required: ["items", "has_more"],
      properties: {
        items: { type: "array", items: { $ref: `#/components/schemas/${one}` } },
        has_more: { type: "boolean" },
      },
    },
  };
}
