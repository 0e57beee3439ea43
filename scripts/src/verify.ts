import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Package, publishedPackages } from "@pismo-client/install/workspace";
import { DocumentError } from "./document-error.ts";
import { runNpm } from "./npm.ts";
import { ReleaseCopy } from "./release-copy.ts";
import { sha256 } from "./sources.ts";
import { commonOptions, rootFolder, workingFolder } from "./specs-root.ts";
import { type Archive, readArchive } from "./verify-archive.ts";
import { compareArchives } from "./verify-compare.ts";

const usage = `pnpm verify <tarball or package>…

Makes the packages from this repository again, in a copy of it, and compares what npm has with that, byte for byte.
Check out the commit that a version was released from: its tag is pismo-client@<version>.

  <tarball>  a file, as npm pack makes it
  <package>  one of npm's, by name and version: pismo-client@1.2.3
  --root     the repository (default: this one)

Exits with 1 if one is not the same, and says which files differ, and whether that comes from a document, an overlay, the
generator or the sources.
`;

try {
  const { values, positionals } = parseArgs({
    options: commonOptions,
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(usage);
  else if (positionals.length === 0) throw new DocumentError("pnpm verify", "Name a tarball.", `\n${usage}`);
  else await verify(rootFolder(values.root), positionals);
} catch (error) {
  const isUserMistake =
    error instanceof DocumentError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  process.stderr.write(`${isUserMistake ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function verify(root: string, places: readonly string[]): Promise<void> {
  const published = publishedPackages(root);
  const archives = await readAll(places, published);
  for (const archive of archives) refuseOther(archive, published);
  using copy = new ReleaseCopy(root);
  await copy.build();
  for (const given of archives) {
    const source = copy.packages.find(({ manifest }) => manifest.name === given.name)!;
    if (!report(given, await readArchive(await copy.pack(source), given.name))) process.exitCode = 1;
  }
}

/** Reads files, and what npm has under a package's name. */
async function readAll(places: readonly string[], published: readonly Package[]): Promise<Archive[]> {
  const folder = mkdtempSync(join(tmpdir(), "pismo-client-verify-"));
  try {
    const archives: Archive[] = [];
    for (const place of places) {
      const path = resolve(workingFolder(), place);
      archives.push(
        await readArchive(isPackage(place, path, published) ? fetchPackage(place, folder) : path, place),
      );
    }
    return archives;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isPackage(place: string, path: string, published: readonly Package[]): boolean {
  return !existsSync(path) && published.some(({ manifest }) => place.startsWith(`${manifest.name}@`));
}

function fetchPackage(place: string, folder: string): string {
  const { status, stdout, stderr } = runNpm(["pack", place, "--pack-destination", folder, "--json"]);
  if (status !== 0) throw new DocumentError(place, `npm could not give it:\n\n${stderr.trim()}\n`);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}

/** @throws DocumentError for what this checkout cannot make */
function refuseOther({ place, name, version }: Archive, published: readonly Package[]): void {
  const own = published.find(({ manifest }) => manifest.name === name);
  if (!own) {
    throw new DocumentError(
      place,
      `It is ${name}, which is not made here.`,
      `Made here are ${published.map(({ manifest }) => manifest.name).join(", ")}.`,
    );
  }
  if (own.manifest.version !== version) {
    throw new DocumentError(
      place,
      `It is version ${version}; what lies here is ${own.manifest.version}.`,
      `Check out what it was released from: git checkout pismo-client@${version}`,
    );
  }
}

/** @returns whether they are the same */
function report(given: Archive, made: Archive): boolean {
  const comparison = compareArchives(given, made);
  if (!comparison) {
    process.stdout.write(
      `${given.place}: ${given.name} ${given.version} is what this repository makes, byte for byte.\n  sha256 ${sha256(given.bytes)}\n`,
    );
    return true;
  }
  const files = comparison.files.map(({ path, state }) => `  ${state.padEnd(9)}  ${path}\n`);
  const reasons = comparison.reasons.map((reason) => `  ${reason}\n`);
  process.stdout.write(
    `${given.place}: ${given.name} ${given.version} is not what this repository makes.\n${files.join("")}${reasons.join("")}`,
  );
  return false;
}
