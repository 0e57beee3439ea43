import { mkdirSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { mustRun } from "./run.ts";
import { type Package, root } from "./workspace.ts";

/** A package as npm would be given it. */
export interface Tarball {
  readonly name: string;
  readonly file: string;
  /** Where its contents were unpacked to. */
  readonly folder: string;
}

/** Packs a built package, and unpacks the tarball beside it. */
export async function pack({ folder, manifest }: Package, into: string): Promise<Tarball> {
  const file = join(into, `${folder}.tgz`);
  const unpacked = join(into, folder);
  await mustRun("pnpm", ["pack", "--out", file], join(root, "packages", folder));
  mkdirSync(unpacked);
  await mustRun("tar", ["-xzf", file, "-C", unpacked], into);
  return { name: manifest.name, file, folder: join(unpacked, "package") };
}

/** Every file below a folder, with `/` on every platform, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
