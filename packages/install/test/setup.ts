import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { pack, type Tarball } from "../src/tarball.ts";
import { createProject } from "../src/user-project.ts";
import { published } from "../src/workspace.ts";

declare module "vitest" {
  interface ProvidedContext {
    tarballs: readonly Tarball[];
    /** The folder of the project that the tarballs are installed in. */
    project: string;
  }
}

/** Packs the published packages and installs them, once for all tests. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pismo-client-")));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const tarballs = await Promise.all(published.map((each) => pack(each, folder)));
    const project = join(folder, "project");
    await createProject(project, tarballs);
    provide("tarballs", tarballs);
    provide("project", project);
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}
