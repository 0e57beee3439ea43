import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import type { Result } from "../suite/harness.ts";
import type { World } from "../suite/world.ts";
import { bundle } from "./bundle.ts";

interface Miniflare {
  dispatchFetch(url: string, init: { method: string; body: string }): Promise<Response>;
  dispose(): Promise<void>;
}

/** Runs the suite in workerd, without its imitations of Node's modules. */
export async function runWorker(manifest: string, project: string, world: World): Promise<Result[]> {
  const { Miniflare } = createRequire(manifest)("miniflare") as {
    Miniflare: new (options: object) => Miniflare;
  };
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: await bundle(project, "on-worker.js", "worker") },
    ],
    compatibilityDate: "2025-01-01",
    // Each connection that a script breaks is a page of stack traces there.
    handleRuntimeStdio(stdout: Readable, stderr: Readable) {
      stdout.resume();
      stderr.resume();
    },
  });
  try {
    const response = await worker.dispatchFetch("http://worker.example/", {
      method: "POST",
      body: JSON.stringify(world),
    });
    if (!response.ok) throw new Error(`workerd answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Result[];
  } finally {
    await worker.dispose();
  }
}

/** The version of workerd that comes with miniflare. */
export function workerVersion(manifest: string): string {
  const require = createRequire(createRequire(manifest).resolve("miniflare"));
  return (require("workerd/package.json") as { version: string }).version;
}
