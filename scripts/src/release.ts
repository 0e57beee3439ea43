import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Package, publishedPackages } from "@pismo-client/install/workspace";
import { DocumentError } from "./document-error.ts";
import { ReleaseCopy } from "./release-copy.ts";
import { releaseNotes } from "./release-notes.ts";
import { type Packed, packAndCheck, tryOut } from "./release-prepare.ts";
import { listName, publish, type ReleaseList } from "./release-publish.ts";
import { commonOptions, rootFolder, workingFolder } from "./specs-root.ts";
import { table } from "./table.ts";
import { git } from "./tree.ts";

const usage = `pnpm release --dry-run
pnpm release --pack <folder>
pnpm release --publish <folder>

Makes a release of all published packages, in a copy of the repository: turns the changesets into versions and
changelogs, builds, packs, checks every tarball, installs them in an empty project and runs the README's example there.

  --dry-run  does all that with the repository as it lies there, committed or not, and leaves nothing behind
  --pack     does it with what is committed and has its version, and leaves the tarballs in a new folder
  --publish  publishes such a folder to npm; only the release workflow can
  --root     the repository (default: this one)

Exits with 1 if anything is wrong, and says what.
`;

try {
  const { values } = parseArgs({
    options: {
      "dry-run": { type: "boolean" },
      pack: { type: "string" },
      publish: { type: "string" },
      ...commonOptions,
    },
  });
  const root = rootFolder(values.root);
  const { "dry-run": isDry, pack, publish: folder } = values;
  if (values.help) say(usage);
  else if ([isDry, pack, folder].filter((value) => value !== undefined).length !== 1) {
    throw new DocumentError(
      "pnpm release",
      "Say which: --dry-run, --pack <folder> or --publish <folder>.",
      `\n${usage}`,
    );
  } else if (folder !== undefined) publish(resolve(workingFolder(), folder), say);
  else await prepare(root, pack === undefined ? undefined : resolve(workingFolder(), pack));
} catch (error) {
  const isUserMistake =
    error instanceof DocumentError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  process.stderr.write(`${isUserMistake ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

/** @param folder where the tarballs are left; none for a dry run */
async function prepare(root: string, folder: string | undefined): Promise<void> {
  if (folder !== undefined) refuseUnfinished(root, folder);
  using copy = new ReleaseCopy(root);
  const changesets = pendingChangesets(root);
  if (changesets.length > 0) await copy.version();
  const { packages } = copy;
  const notes = releaseNotes(packages);
  say(`${versions(publishedPackages(root), packages, changesets.length)}\n`);
  if (changesets.length > 0) say(`${notes}\n`);
  const packed = await packAndCheck(copy);
  say(`${report(packed)}\n`);
  const problems = packed.flatMap((each) =>
    each.problems.map((problem) => `${basename(each.file)}: ${problem}`),
  );
  if (problems.length > 0)
    throw new DocumentError(
      problems,
      "These tarballs are not fit to be published.",
      "Mend what is named above.",
    );
  const printed = await tryOut(copy, packed);
  say(`Installed in an empty project, where the README's first example printed:\n\n  ${printed}\n\n`);
  if (folder === undefined)
    return say("Everything is fit to be published. Nothing was, and nothing is left behind.\n");
  leave(folder, packed, notes);
  say(`The tarballs are in ${folder}.\n`);
}

function pendingChangesets(root: string): string[] {
  return readdirSync(join(root, ".changeset")).filter((name) => name.endsWith(".md") && name !== "README.md");
}

/** What is published has been reviewed: it is committed, with its versions. */
function refuseUnfinished(root: string, folder: string): void {
  if (pendingChangesets(root).length > 0) {
    throw new DocumentError(
      ".changeset",
      "There are changesets that are no version yet.",
      'Merge the pull request "Version Packages" first; to see what it will make: pnpm release --dry-run',
    );
  }
  const changed = git(root, "status", "--porcelain").trimEnd();
  if (changed) {
    throw new DocumentError(
      changed.split("\n").map((line) => line.slice(3)),
      "It is not committed.",
      "Only what is committed is released.",
    );
  }
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new DocumentError(folder, "It is not empty.", "Name a new folder.");
}

function versions(published: readonly Package[], packages: readonly Package[], changesets: number): string {
  const before = new Map(published.map(({ manifest }) => [manifest.name, manifest.version]));
  const rows = packages.map(({ manifest: { name, version } }) => {
    const old = before.get(name) ?? "new";
    return old === version ? [name, version] : [name, `${old} → ${version}`];
  });
  const title =
    changesets === 0
      ? "There are no changesets: every version stays."
      : `From ${changesets} ${changesets === 1 ? "changeset" : "changesets"}:`;
  return `${title}\n\n${table(rows)}`;
}

function report(packed: readonly Packed[]): string {
  const rows = packed.map(({ file, size, ceiling, files, integrity, problems }) => [
    basename(file),
    bytes(size),
    bytes(ceiling),
    String(files),
    problems.length === 0 ? "fit" : `${problems.length} wrong`,
    integrity.slice(0, 19),
  ]);
  return table([["tarball", "bytes", "ceiling", "files", "checks", "integrity"], ...rows]);
}

function bytes(size: number): string {
  return size.toLocaleString("en").padStart(7);
}

function leave(folder: string, packed: readonly Packed[], notes: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { file } of packed) copyFileSync(file, join(folder, basename(file)));
  const list: ReleaseList = {
    version: packed[0]!.version,
    tarballs: packed.map(({ name, file, integrity }) => ({ name, file: basename(file), integrity })),
  };
  writeFileSync(join(folder, "notes.md"), notes);
  writeFileSync(join(folder, listName), `${JSON.stringify(list, null, 2)}\n`);
}

function say(text: string): void {
  process.stdout.write(text);
}
