import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bump, type Change, highest } from "./change.ts";
import { betaReason } from "./diff-apis.ts";
import { bumpOf, split, type ToldChange, wordingLine } from "./diff-report.ts";
import { sorted } from "./json.ts";
import { inline } from "./markdown.ts";
import { sha256 } from "./sources.ts";

export interface ApiChange {
  /** The API's folder in `specs/`, which is its package's name too. */
  readonly api: string;
  /** The document's title. */
  readonly title: string;
  readonly changes: readonly Change[];
}

/**
 * Writes the changeset for what changed in an API since the last release, in place of the one that was generated for it
 * before and is not released yet. The same changes give the same file. Without changes there is none.
 * @returns the file's path below the root
 */
export function writeChangeset(root: string, { api, title, changes }: ApiChange): string | undefined {
  const bump = bumpOf(changes);
  const folder = join(root, ".changeset");
  const text = bump === "none" ? undefined : emitChangeset(packagesOf(root, api, bump), title, changes);
  const name = text && `${api}-${sha256(text).slice(0, 8)}.md`;
  if (text && name && !existsSync(join(folder, name))) {
    mkdirSync(folder, { recursive: true });
    const temporary = join(folder, `.${name}.${process.pid}.tmp`);
    writeFileSync(temporary, text);
    renameSync(temporary, join(folder, name));
  }
  for (const earlier of generatedFor(folder, api)) if (earlier !== name) rmSync(join(folder, earlier));
  return name && `.changeset/${name}`;
}

function generatedFor(folder: string, api: string): string[] {
  const generated = /^(.*)-[0-9a-f]{8}\.md$/;
  return existsSync(folder) ? readdirSync(folder).filter((name) => generated.exec(name)?.[1] === api) : [];
}

/** The packages that an API's change reaches, each with how much it changes them. */
function packagesOf(root: string, api: string, bump: Bump): [string, Bump][] {
  const packages: [string, string, Bump][] = [
    [api, `@pismo-client/${api}`, bump],
    ["client", "pismo-client", bump],
    // The mock serves another document, but is used as before.
    ["mock", "@pismo-client/mock", bump === "patch" ? "patch" : "minor"],
  ];
  return packages
    .filter(
      ([folder]) =>
        (folder !== "mock" || api !== "events") && existsSync(join(root, "packages", folder, "package.json")),
    )
    .map(([, name, size]) => [name, size]);
}

function emitChangeset(
  packages: readonly [string, Bump][],
  title: string,
  changes: readonly Change[],
): string {
  const { told, types, wording } = split(changes);
  const isNew = ({ rule }: ToldChange) => rule === "operation-added" || rule === "event-added";
  const isBeta = ({ why }: ToldChange) => why.endsWith(betaReason);
  const major = told.filter(({ bump }) => bump === "major");
  const others = told.filter((change) => change.bump !== "major" && !isNew(change));
  const lines = [
    ...withoutEchoes(major).map((change) => `**Breaking.** ${sentence(change)} ${reason(change)}`),
    ...withoutEchoes(others.filter(isBeta)).map(
      (change) => `**Breaking, in beta.** ${sentence(change)} ${reason(change)}`,
    ),
    ...told.filter(isNew).map(newLine),
    ...others.filter((change) => !isBeta(change)).map(sentence),
    ...(wording.length > 0 ? [wordingLine(wording)] : []),
  ];
  // Beside other changes, new types are part of them.
  if (lines.length === 0) lines.push(`New exported types: ${types.join(", ")}.`);
  const front = packages.map(([name, size]) => `${JSON.stringify(name)}: ${size}\n`).join("");
  const list = [...new Set(lines)].map((line) => `- ${line.replaceAll(/\s+/g, " ")}\n`).join("");
  return `---\n${front}---\n\nPismo changed its document "${inline(title)}":\n\n${list}`;
}

/** Without what the compiler says of an operation whose document tells the same. */
function withoutEchoes(changes: readonly ToldChange[]): ToldChange[] {
  const isEcho = ({ rule }: ToldChange) => rule === "sent-type-narrowed" || rule === "received-type-changed";
  const told = new Set(changes.filter((change) => !isEcho(change)).flatMap(({ operations }) => operations));
  return changes.filter((change) => !isEcho(change) || !change.operations.every((name) => told.has(name)));
}

/** The reason without the compiler's words, and without ours on beta, which the line begins with. */
function reason({ why }: ToldChange): string {
  return why
    .replace(betaReason, "")
    .trim()
    .replace(/(no longer compiles): .*/s, "$1.");
}

function newLine({ operations, what, rule }: ToldChange): string {
  const names = operations.map(code).join(", ");
  return rule === "event-added"
    ? `New event: ${names}.`
    : `New operation: ${names}, ${/`.*`/.exec(what)?.[0] ?? what}.`;
}

function sentence({ operations, what }: ToldChange): string {
  return operations.length > 0 ? `${operations.map(code).join(", ")}: ${what}` : what;
}

function code(name: string): string {
  return `\`${name}\``;
}

/** What changesets say of each package: the highest of them. Empty and unreadable ones say nothing. */
export function readBumps(texts: Iterable<string>): Map<string, Bump> {
  const bumps = new Map<string, Bump>();
  const line = /^\s*["']?([^"':\s]+)["']?\s*:\s*["']?(major|minor|patch|none)["']?\s*$/gm;
  for (const text of texts) {
    const front = /^---\r?\n(.*?)\r?\n?---/s.exec(text)?.[1] ?? "";
    for (const [, name, bump] of front.matchAll(line))
      bumps.set(name!, highest([bumps.get(name!) ?? "none", bump as Bump]));
  }
  return bumps;
}

/** The pending changesets, by file name. */
export function readChangesets(root: string): Map<string, string> {
  const folder = join(root, ".changeset");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(
    sorted(names.filter((name) => name.endsWith(".md") && name !== "README.md")).map((name) => [
      name,
      readFileSync(join(folder, name), "utf8"),
    ]),
  );
}
