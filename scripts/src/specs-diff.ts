import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { branchBase, changesetBase, lastRelease } from "./baseline.ts";
import type { Change } from "./change.ts";
import { writeChangeset } from "./changeset.ts";
import { findMissing } from "./changeset-check.ts";
import { describeApi } from "./describe-api.ts";
import { diffApis } from "./diff-apis.ts";
import { bumpOf, reportJson, reportMarkdown, reportText, type Section } from "./diff-report.ts";
import { DocumentError } from "./document-error.ts";
import { apiOf, correct, readForeign, titleOf } from "./foreign-document.ts";
import { committedTree, workingTree } from "./tree.ts";
import { diffTrees } from "./vendored.ts";

const usage = `pnpm specs diff [old] [new]

What changed, each change with its operation, its place, and why it is major, minor or patch for a user of our client.
The bump is the higher of two: of what changed in the documents, and of what changed in the exported types and names.

  old, new     a reference page, an OpenAPI document (JSON or YAML), or a folder of them;
               without new: what specs/ has under the title of old;
               without both: what specs/ has, against the last release

  --json       { "bump": …, "changes": […] }
  --markdown   for a pull request
  --since      a commit, tag or branch in place of the last release (and of origin/main for --check)
  --changeset  writes the changeset of each API, in place of the unreleased one that was generated before
  --check      exits 1 if a change since this branch left origin/main has no changeset, or too small a one
  --root       the folder that holds specs/ and packages/ (default: this repository)
`;

const options = {
  json: { type: "boolean" },
  markdown: { type: "boolean" },
  since: { type: "string" },
  changeset: { type: "boolean" },
  check: { type: "boolean" },
  root: { type: "string" },
  help: { type: "boolean" },
} as const;

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  refuseContradictions(values, positionals);
  const root = values.root === undefined ? join(import.meta.dirname, "../..") : fromCaller(values.root);
  if (values.check) return check(root, values.since);
  if (values.changeset) return writeChangesets(root, values.since);
  const sections =
    positionals.length > 0
      ? [await diffFiles(root, positionals.map(fromCaller))]
      : await diffVendored(root, values.since);
  const report = values.json ? reportJson : values.markdown ? reportMarkdown : reportText;
  process.stdout.write(report(sections));
  return 0;
}

/** A path as it was typed: pnpm runs scripts in the repository's root, wherever it was called. */
function fromCaller(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function refuseContradictions(
  values: { readonly [name: string]: string | boolean | undefined },
  files: readonly string[],
): void {
  const modes = ["json", "markdown", "check", "changeset"].filter((name) => values[name]);
  const refuse = (what: string): never => {
    throw new DocumentError("pnpm specs diff", what);
  };
  if (modes.length > 1) refuse(`--${modes.join(" and --")} exclude each other.`);
  if (files.length > 2) refuse(`Two documents are compared; ${files.length} were given.`);
  if (files.length > 0 && (values.check || values.changeset || values.since !== undefined))
    refuse("--check, --changeset and --since are about specs/: give no documents.");
}

async function diffFiles(root: string, [first, second]: readonly string[]): Promise<Section> {
  const old = readForeign(first!);
  const api = second === undefined ? apiOf(root, titleOf(old)) : undefined;
  if (second === undefined && api === undefined) {
    throw new DocumentError(
      first!,
      `specs/ has no API with the title "${titleOf(old)}".`,
      "Give the document to compare with.",
    );
  }
  const path = second ?? join(root, "specs", api!, "openapi.json");
  const { before, after } = correct(root, { before: old, after: readForeign(path) }, warn);
  const changes = await diffApis(
    await describeApi(before, first!, warn),
    await describeApi(after, path, warn),
  );
  return { title: titleOf(after), changes };
}

async function diffVendored(root: string, since: string | undefined): Promise<Section[]> {
  const base = since === undefined ? lastRelease(root) : branchBase(root, since);
  if (base === undefined) warn("Nothing was released yet: everything is new.");
  const found = await diffTrees(
    base === undefined ? undefined : committedTree(root, base),
    workingTree(root),
    warn,
  );
  return found.map(({ api, title, changes }) => ({
    title,
    changes: changes.map((change) => inFile(api, change)),
  }));
}

/** Of several documents, a place names the one that it is in. */
function inFile(api: string, change: Change): Change {
  return change.place.startsWith("#")
    ? { ...change, place: `specs/${api}/openapi.json${change.place}` }
    : change;
}

async function writeChangesets(root: string, since: string | undefined): Promise<number> {
  const base = since === undefined ? changesetBase(root) : branchBase(root, since);
  if (base === undefined)
    throw new DocumentError(root, "It is no git repository: there is nothing to compare with.");
  for (const found of await diffTrees(committedTree(root, base), workingTree(root), warn)) {
    const file = writeChangeset(root, found);
    if (file) process.stdout.write(`${file}: ${bumpOf(found.changes)} for "${found.title}"\n`);
  }
  return 0;
}

async function check(root: string, since: string | undefined): Promise<number> {
  const missing = await findMissing(root, branchBase(root, since), warn);
  if (missing.length === 0) {
    process.stdout.write("Every change to specs/ and to generated code has its changeset.\n");
    return 0;
  }
  for (const [, group] of Map.groupBy(missing, ({ api }) => api)) {
    const { changes, needed } = group[0]!;
    const names = group.map(
      ({ package: name, stated }) =>
        `${name} (${stated === "none" ? "no changeset" : `a changeset says ${stated}`})`,
    );
    process.stderr.write(`The change of "${changes.title}" is ${needed} for ${names.join(" and ")}.\n\n`);
    process.stderr.write(`${reportText([changes])}\n`);
  }
  process.stderr.write("Mend it with: pnpm specs diff --changeset\n");
  return 1;
}

function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}
