import { lastRelease } from "./baseline.ts";
import { type Bump, compareBumps } from "./change.ts";
import { readBumps, readChangesets } from "./changeset.ts";
import { bumpOf } from "./diff-report.ts";
import { committedTree, git, workingTree } from "./tree.ts";
import { type ApiChanges, diffTrees } from "./vendored.ts";

/** An API whose change no changeset announces, or one that is too small. */
export interface Missing {
  readonly api: string;
  readonly package: string;
  readonly needed: Bump;
  readonly stated: Bump;
  readonly changes: ApiChanges;
}

/**
 * The APIs whose change since `base` is not announced as what it is. Only changesets that were written since then count:
 * those before announce other changes. What changes nothing for those who have the last release needs none.
 */
export async function findMissing(
  root: string,
  base: string,
  warn: (message: string) => void,
): Promise<Missing[]> {
  const now = workingTree(root);
  const changed = await diffTrees(committedTree(root, base), now, warn);
  if (changed.every(({ changes }) => bumpOf(changes) === "none")) return [];
  const release = lastRelease(root);
  const released =
    release === undefined ? undefined : await diffTrees(committedTree(root, release), now, warn);
  const written = [...readChangesets(root)].filter(([name, text]) => before(root, base, name) !== text);
  const stated = readBumps(written.map(([, text]) => text));
  return changed.flatMap((changes) => {
    const { api } = changes;
    const sinceRelease = released?.find((each) => each.api === api);
    const bumps = [bumpOf(changes.changes), ...(released ? [bumpOf(sinceRelease?.changes ?? [])] : [])];
    const needed = bumps.reduce((a, b) => (compareBumps(a, b) <= 0 ? a : b));
    const isGone = now.read(`packages/${api}/package.json`) === undefined;
    return [...(isGone ? [] : [`@pismo-client/${api}`]), "pismo-client"]
      .map((name) => ({ api, package: name, needed, stated: stated.get(name) ?? "none", changes }))
      .filter((each) => compareBumps(each.stated, needed) < 0);
  });
}

function before(root: string, base: string, name: string): string | undefined {
  try {
    return git(root, "show", `${base}:.changeset/${name}`);
  } catch {
    return undefined;
  }
}
