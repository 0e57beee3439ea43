import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { codeBlocks, examples } from "@pismo-client/install/readme";
import { run } from "@pismo-client/install/run";
import { unpack } from "@pismo-client/install/tarball";
import { checks } from "@pismo-client/install/tarball-checks/checks";
import { sizeCeiling } from "@pismo-client/install/tarball-checks/size";
import { openTarball } from "@pismo-client/install/tarball-checks/subject";
import { compile, createProject } from "@pismo-client/install/user-project";
import { DocumentError } from "./document-error.ts";
import type { ReleaseCopy } from "./release-copy.ts";

/** A tarball that was made, and what its checks say. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly size: number;
  /** The size that it may have, in bytes. */
  readonly ceiling: number;
  /** How many files are in it. */
  readonly files: number;
  /** As npm and lockfiles write it. */
  readonly integrity: string;
  /** Each with the check that found it. */
  readonly problems: readonly string[];
}

/** Builds, packs and checks every published package, in the order in which they can be published. */
export async function packAndCheck(copy: ReleaseCopy): Promise<Packed[]> {
  await copy.build();
  const { packages, root } = copy;
  const packed: (Packed & { readonly dependencies: readonly string[] })[] = [];
  for (const each of packages) {
    const tarball = await unpack(each, await copy.pack(each), copy.tarballs);
    const subject = openTarball(tarball, packages, root);
    const found = Object.entries(checks).map(async ([name, check]) =>
      (await check(subject)).map((problem) => `${name}: ${problem}`),
    );
    packed.push({
      name: tarball.name,
      version: subject.manifest.version,
      file: tarball.file,
      size: statSync(tarball.file).size,
      ceiling: sizeCeiling(subject),
      files: subject.files.length,
      integrity: integrity(tarball.file),
      problems: (await Promise.all(found)).flat(),
      dependencies: Object.keys(subject.manifest.dependencies ?? {}),
    });
  }
  return dependenciesFirst(packed);
}

/** A publication that stops half-way leaves no package whose dependencies are not there. */
function dependenciesFirst<Item extends { readonly name: string; readonly dependencies: readonly string[] }>(
  items: readonly Item[],
): Item[] {
  const ordered = new Set<Item>();
  const visit = (item: Item) => {
    for (const name of item.dependencies) {
      const dependency = items.find((each) => each.name === name);
      if (dependency) visit(dependency);
    }
    ordered.add(item);
  };
  items.forEach(visit);
  return [...ordered];
}

export function integrity(file: string): string {
  return `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
}

/**
 * Installs the tarballs with npm in an empty project, and compiles and runs the README's first example there.
 * @returns what the example printed
 */
export async function tryOut(copy: ReleaseCopy, packed: readonly Packed[]): Promise<string> {
  const project = join(copy.root, ".project");
  try {
    await createProject(
      project,
      packed.map(({ file }) => ({ file })),
    );
  } catch (error) {
    throw new DocumentError("npm install", (error as Error).message);
  }
  const readme = "README.md";
  const [example] = examples(codeBlocks(readme, readFileSync(join(copy.root, readme), "utf8")), "ts");
  if (!example?.isRun) throw new DocumentError(readme, "Its first block of TypeScript is none that is run.");
  await writeFile(join(project, example.name), example.code);
  const compiled = await compile(project, "typescript-7", "nodenext", [example.name], { out: "out" });
  const script = join("out", basename(example.name, ".ts"));
  const finished = compiled.status === 0 ? await run(process.execPath, [`${script}.js`], project) : compiled;
  if (finished.status === 0) return finished.output.trim();
  throw new DocumentError(example.name, `The README's first example does not work:\n\n${finished.output}`);
}
