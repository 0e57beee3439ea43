import { DocumentError } from "./document-error.ts";
import { git } from "./tree.ts";

/** The tag of the last release among this branch's commits; undefined before any release. Changesets writes one a package. */
export function lastRelease(root: string): string | undefined {
  const tags = ask(root, "tag", "--list", "pismo-client@*", "--merged", "HEAD", "--sort=-version:refname");
  const [last] = (tags ?? "").split("\n").filter((tag) => /^pismo-client@\d+\.\d+\.\d+$/.test(tag));
  if (last) return last;
  if (isShallow(root)) {
    throw new DocumentError(
      "This clone is shallow",
      "The last release cannot be found in it: its tag (pismo-client@…) may lie beyond what was fetched.",
      "Fetch the rest with: git fetch --unshallow --tags",
    );
  }
  return undefined;
}

/** The commit that this branch left `origin/main` at, or the one that `since` names. */
export function branchBase(root: string, since?: string): string {
  const ref = since ?? "origin/main";
  const commit = ask(root, "rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (!commit) {
    throw new DocumentError(
      ref,
      "There is no such commit here.",
      isShallow(root)
        ? "This clone is shallow. Fetch the rest with: git fetch --unshallow origin main:refs/remotes/origin/main"
        : since === undefined
          ? "Say what to compare with: pnpm specs diff --check --since <commit or branch>"
          : "Give a commit, a tag or a branch.",
    );
  }
  const base = ask(root, "merge-base", "HEAD", commit);
  if (base) return base;
  throw new DocumentError(
    ref,
    "It has no commit in common with this branch here.",
    isShallow(root) ? "This clone is shallow. Fetch the rest with: git fetch --unshallow" : undefined,
  );
}

/**
 * What an unreleased change is described against: the last release, before any release the commit that this branch left
 * `origin/main` at, or the last commit. Undefined where there is no git repository.
 */
export function changesetBase(root: string): string | undefined {
  if (ask(root, "rev-parse", "--verify", "--quiet", "HEAD") === undefined) return undefined;
  const main = ask(root, "merge-base", "HEAD", "origin/main");
  return (isShallow(root) ? undefined : lastRelease(root)) ?? main ?? "HEAD";
}

function isShallow(root: string): boolean {
  return ask(root, "rev-parse", "--is-shallow-repository") === "true";
}

function ask(root: string, ...args: readonly string[]): string | undefined {
  try {
    return git(root, ...args).trim() || undefined;
  } catch {
    return undefined;
  }
}
