export * from "./generated/client.ts";
export * from "./generated/operations.ts";
export type { components, operations, paths } from "./generated/schema.ts";
export * from "./generated/types.ts";
