import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../tarball.ts";
import type { Manifest, Package } from "../workspace.ts";
import type { Subject } from "./subject.ts";

/** Nothing is missing, and nothing is there that no source was compiled to. */
export function checkContents(subject: Subject): string[] {
  const expected = expectedFiles(subject);
  const missing = expected.filter((path) => !subject.files.includes(path));
  const extra = subject.files.filter((path) => !expected.includes(path));
  return [
    ...missing.map((path) => `${path} is missing.`),
    ...extra.map((path) =>
      path.startsWith("dist/")
        ? `${path} comes from no source. If one was deleted, delete ${subject.source.folder}/dist and build again.`
        : `${path} does not belong there: see \`files\` in package.json.`,
    ),
  ];
}

function expectedFiles({ source, manifest }: Subject): string[] {
  const sources = filesBelow(join(source.path, "src")).filter((path) => path.endsWith(".ts"));
  const loaded = isBundled(source) ? named(manifest) : undefined;
  const compiled = sources.flatMap((path) => {
    const file = `dist/${path.replace(/\.ts$/, "")}`;
    const isLoaded = loaded?.includes(`./${file}.js`) ?? true;
    return [`${file}.d.ts`, ...(isLoaded ? [`${file}.js`, `${file}.js.map`] : [])];
  });
  const changelog = existsSync(join(source.path, "CHANGELOG.md")) ? ["CHANGELOG.md"] : [];
  return [...changelog, "LICENSE", "README.md", ...compiled, "dist/sources.json", "package.json"];
}

/** Whether its build makes one file of all modules for each that package.json names. */
function isBundled({ manifest }: Package): boolean {
  return /bundle-package/.test(manifest.scripts.build ?? "");
}

/** The files of the package that are loaded by name. */
function named({ exports, bin, imports }: Manifest): string[] {
  return JSON.stringify({ exports, bin, imports }).match(/(?<=")\.\/[^"]+\.js(?=")/g) ?? [];
}

/** The licence is the repository's; the README says whose the package is not; a command can be started. */
export function checkDocuments({ root, manifest, files, read }: Subject): string[] {
  const problems: string[] = [];
  const expect = (path: string, isRight: (text: string) => boolean, what: string) => {
    if (files.includes(path) && !isRight(read(path))) problems.push(`${path} ${what}`);
  };
  const licence = readFileSync(join(root, "LICENSE"), "utf8");
  expect("LICENSE", (text) => text === licence, "is not the repository's.");
  expect("README.md", (text) => /unofficial/i.test(text), "does not say that the package is unofficial.");
  expect("README.md", (text) => /not\s+affiliated/i.test(text), "does not say: not affiliated with Pismo.");
  const { version, bin = {} } = manifest;
  expect("CHANGELOG.md", (text) => text.includes(`\n## ${version}\n`), `does not tell of ${version}.`);
  for (const path of Object.values(bin))
    expect(
      path.replace("./", ""),
      (text) => text.startsWith("#!/usr/bin/env node\n"),
      "cannot be started by its name.",
    );
  return problems;
}
