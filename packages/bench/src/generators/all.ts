import { ours } from "../contestants.ts";

/** What makes clients of documents, with the file here that runs it and its package. */
export const generators = [
  { name: ours, module: "ours", package: "pismo-client" },
  { name: "openapi-typescript", module: "openapi-typescript", package: "openapi-typescript" },
  { name: "hey-api", module: "hey-api", package: "@hey-api/openapi-ts" },
  { name: "orval", module: "orval", package: "orval" },
] as const;

export type Generator = (typeof generators)[number];
