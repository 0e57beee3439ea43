import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { Tarball } from "../src/tarball.ts";
import { createProjectOf } from "../src/user-project.ts";

declare module "vitest" {
  interface ProvidedContext {
    tarballs: readonly Tarball[];
    /** The folder of the project that the tarballs are installed in. */
    project: string;
  }
}

/** Packs the published packages and installs them, once for all tests. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const { tarballs, folder, remove } = await createProjectOf(join(import.meta.dirname, "project"));
  provide("tarballs", tarballs);
  provide("project", folder);
  return remove;
}
