import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, type Tarball } from "../tarball.ts";
import { type Manifest, type Package, readJson } from "../workspace.ts";

/** A tarball to be checked, and what it was made from. */
export interface Subject {
  /** Path of the tarball. */
  readonly file: string;
  /** Where its contents are unpacked. */
  readonly folder: string;
  /** The manifest in it. */
  readonly manifest: Manifest;
  /** Every file in it, with `/` on every platform, in order. */
  readonly files: readonly string[];
  /** The package in the workspace. */
  readonly source: Package;
  /** All that are published together with it. */
  readonly packages: readonly Package[];
  /** The workspace. */
  readonly root: string;
  read(path: string): string;
}

/** Finds problems, each in one line that says where it is. */
export type Check = (subject: Subject) => readonly string[] | Promise<readonly string[]>;

export function openTarball(tarball: Tarball, packages: readonly Package[], root: string): Subject {
  const { name, file, folder } = tarball;
  const source = packages.find(({ manifest }) => manifest.name === name);
  if (!source) throw new Error(`${name} is no published package of ${root}.`);
  return {
    file,
    folder,
    manifest: readJson(join(folder, "package.json")),
    files: filesBelow(folder),
    source,
    packages,
    root,
    read: (path) => readFileSync(join(folder, path), "utf8"),
  };
}
