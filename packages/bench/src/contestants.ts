import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Connect } from "./peers/peer.ts";
import { path } from "./peers/the-call.ts";

/** A client that does the call, as `src/peers/<module>.ts` has it. */
export interface Contestant {
  readonly name: string;
  readonly module: string;
  /** Whose version it has; the platform's fetch has none. */
  readonly package?: string;
  /** How it is used here, where a reader would wonder. */
  readonly note: string;
  /** What it sends, where it cannot send the document's own request. */
  readonly sends?: { readonly method: string; readonly path: string };
}

/** What the others are measured against. */
export const bare = "fetch";
/** Ours, as its README has it; and one API of it, called by function. */
export const ours = "pismo-client";
export const oursAlone = "@pismo-client/cards";

export const contestants: readonly Contestant[] = [
  {
    name: bare,
    module: "fetch",
    note: "The platform's, with `JSON.stringify` and `response.json()` around it.",
  },
  {
    name: ours,
    module: "pismo-client",
    package: ours,
    note: "As in its README: tokens by a function, retries, time-outs, guards and redaction as they are by default.",
  },
  {
    name: oursAlone,
    module: "pismo-cards",
    package: oursAlone,
    note: "The same client without the facade: one imported function of one API.",
  },
  {
    name: "openapi-fetch",
    module: "openapi-fetch",
    package: "openapi-fetch",
    note: "Typed by openapi-typescript. It has neither retries nor time-outs.",
  },
  {
    name: "hey-api",
    module: "hey-api",
    package: "@hey-api/openapi-ts",
    note: "Generated from `specs/cards/openapi.json`, with its fetch client. It has neither retries nor time-outs.",
  },
  {
    name: "orval",
    module: "orval",
    package: "orval",
    note: "Generated from `specs/cards/openapi.json`, with its fetch client and a custom fetch for host and token.",
  },
  {
    name: "lithic",
    module: "lithic",
    package: "lithic",
    note: "Retries and time-outs on. Sends the request by its `put(path)`.",
  },
  {
    name: "stripe",
    module: "stripe",
    package: "stripe",
    note: "Retries and time-outs on. Its `rawRequest` sends a body only with POST, and JSON only below `/v2`, so that is what it sends. It uses Node's `http`, not fetch.",
    sends: { method: "POST", path: `/v2${path}` },
  },
  {
    name: "axios",
    module: "axios",
    package: "axios",
    note: "Time-outs on; it has no retries. It uses Node's `http`, and its fetch adapter where the transport is stubbed.",
  },
  { name: "ky", module: "ky", package: "ky", note: "Retries and time-outs on." },
  { name: "ofetch", module: "ofetch", package: "ofetch", note: "Retries and time-outs on." },
  {
    name: "octokit",
    module: "octokit-request",
    package: "@octokit/request",
    note: "By its path templates. It has neither retries nor time-outs.",
  },
];

/** The compiled file of a contestant. */
export function fileOf({ module }: Contestant): string {
  return join(import.meta.dirname, "../dist/src/peers", `${module}.js`);
}

export async function connectOf(contestant: Contestant): Promise<Connect> {
  const { connect }: { connect: Connect } = await import(pathToFileURL(fileOf(contestant)).href);
  return connect;
}

/** The installed version of a dependency of this package. */
export function versionOf(name: string): string {
  const manifest = join(import.meta.dirname, "../node_modules", name, "package.json");
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}
