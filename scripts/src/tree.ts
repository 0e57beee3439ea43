import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { sorted } from "./json.ts";

/** The files of the repository at some time: as they lie there, or as they were in a commit. */
export interface Tree {
  /** How to call it: `the working tree`, or the commit. */
  readonly name: string;
  /** Paths of the files of `specs/` and `packages/`, with `/` on every platform. */
  readonly files: readonly string[];
  read(file: string): string | undefined;
}

export function workingTree(root: string): Tree {
  const files = globSync(
    [
      "specs/*/openapi.json",
      "specs/*/upstream/*",
      "packages/*/src/generated/**/*.ts",
      "packages/*/package.json",
    ],
    { cwd: root },
  );
  return {
    name: "the working tree",
    files: sorted(files.map((file) => file.split(sep).join("/"))),
    read(file) {
      const path = join(root, file);
      return existsSync(path) ? readFileSync(path, "utf8") : undefined;
    },
  };
}

/** @param ref a commit that is known to exist */
export function committedTree(root: string, ref: string): Tree {
  const files = git(root, "ls-tree", "-r", "-z", "--name-only", ref, "--", "specs", "packages")
    .split("\0")
    .filter(Boolean);
  const known = new Set(files);
  return {
    name: ref,
    files: sorted(files),
    read: (file) => (known.has(file) ? git(root, "show", `${ref}:${file}`) : undefined),
  };
}

/** What git prints. @throws where git fails, with what it says */
export function git(root: string, ...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
