import { changesetBase } from "./baseline.ts";
import { writeChangeset } from "./changeset.ts";
import { bumpOf } from "./diff-report.ts";
import type { Draft } from "./draft.ts";
import { sorted } from "./json.ts";
import { committedTree, workingTree } from "./tree.ts";
import { diffTrees } from "./vendored.ts";

/** A changeset that was written into the draft. */
export interface Recorded {
  readonly file: string;
  readonly bump: string;
  readonly title: string;
}

/**
 * Writes the changesets of the APIs whose documents the draft changes, against what was released last.
 * @param root the repository that the draft is a copy of, whose history tells what that was; without one, none is written
 */
export async function recordRelease(draft: Draft, root: string): Promise<Recorded[]> {
  const touched = draft.changes().flatMap(({ file }) => /^specs\/([^/]+)\//.exec(file)?.[1] ?? []);
  if (touched.length === 0) return [];
  const base = changesetBase(root);
  if (base === undefined) {
    process.stdout.write("There is no git repository to compare with: no changeset is written.\n");
    return [];
  }
  const warnings = new Set<string>();
  const apis = sorted(new Set(touched));
  const found = await diffTrees(
    committedTree(root, base),
    workingTree(draft.root),
    (text) => warnings.add(text),
    apis,
  );
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  return found.flatMap((changes) => {
    const file = writeChangeset(draft.root, changes);
    return file ? [{ file, bump: bumpOf(changes.changes), title: changes.title }] : [];
  });
}
