import { mkdirSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { mustRun } from "./run.ts";
import type { Manifest, Package } from "./workspace.ts";

/** A package as npm would be given it. */
export interface Tarball {
  readonly name: string;
  readonly file: string;
  /** Where its contents were unpacked to. */
  readonly folder: string;
}

/** The name that npm gives a package's tarball. */
export function tarballName({ name, version }: Manifest): string {
  return `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
}

/** Packs a built package into a folder. @returns the tarball's path */
export async function packFile({ path, manifest }: Package, into: string): Promise<string> {
  const file = join(into, tarballName(manifest));
  await mustRun("pnpm", ["pack", "--out", file], path);
  return file;
}

/** Packs a built package, and unpacks the tarball beside it. */
export async function pack(each: Package, into: string): Promise<Tarball> {
  return unpack(each, await packFile(each, into), into);
}

/** Unpacks a package's tarball into a folder of its own below another. */
export async function unpack(each: Package, file: string, into: string): Promise<Tarball> {
  const unpacked = join(into, each.folder);
  mkdirSync(unpacked);
  await mustRun("tar", ["-xzf", file, "-C", unpacked], into);
  return { name: each.manifest.name, file, folder: join(unpacked, "package") };
}

/** Every file below a folder, with `/` on every platform, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
