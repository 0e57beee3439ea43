import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import ts from "typescript";
import { DocumentError } from "./document-error.ts";
import { sorted } from "./json.ts";
import { readSources, sha256 } from "./sources.ts";

/** What a package was made from: what `dist/sources.json` in its tarball tells. Paths are from the repository's root. */
export interface PackageSources {
  /** The upstream documents, with the sha256 of each. */
  readonly documents: { readonly [file: string]: string };
  /** What corrects them, likewise. */
  readonly overlays: { readonly [file: string]: string };
  /** Digest of the generator and of the packages that it uses; absent where nothing is generated. */
  readonly generator?: string;
  /** Digest of what was compiled, of the steps and options of the build, and of the versions of its tools. */
  readonly source: string;
}

/** @param folder the package's folder below `packages/` */
export function packageSources(root: string, folder: string): PackageSources {
  const { sources } = readSources(join(root, "specs"));
  const own = sources.filter(({ api }) => api === folder);
  const isGenerated = existsSync(join(root, "packages", folder, "src/generated"));
  // The facade and the mock hold something of every document.
  const used = own.length > 0 || !isGenerated ? own : sources;
  const documents = used.map(({ file }) => `specs/${file}`);
  const overlays = sorted(new Set(used.map(({ api }) => `specs/${api}/overlay.yaml`)));
  return {
    documents: hashes(root, documents),
    overlays: hashes(
      root,
      overlays.filter((file) => existsSync(join(root, file))),
    ),
    ...(isGenerated && { generator: generatorDigest(root) }),
    source: sourceDigest(root, folder),
  };
}

function hashes(root: string, files: readonly string[]): { [file: string]: string } {
  return Object.fromEntries(sorted(files).map((file) => [file, sha256(readFileSync(join(root, file)))]));
}

/** The sha256 of the lines that `sha256sum` prints for the files, in their order, followed by one line for each tool. */
function digest(root: string, files: readonly string[], tools: readonly string[]): string {
  const lines = Object.entries(hashes(root, files)).map(([file, hash]) => `${hash}  ${file}\n`);
  return sha256([...lines, ...sorted(tools).map((tool) => `${tool}\n`)].join(""));
}

function sourceDigest(root: string, folder: string): string {
  const place = `packages/${folder}`;
  const own = readdirSync(join(root, place, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
  const manifest = readManifest(root, `${place}/package.json`);
  const steps = [...(manifest.scripts?.build ?? "").matchAll(/\S+\.ts/g)].map(([step]) =>
    posix.join(place, step),
  );
  const tools = steps.flatMap((step) => imports(root, step).packages);
  const versions = {
    ...pinned(root, "scripts/package.json"),
    ...pinned(root, "package.json"),
    ...pinned(root, `${place}/package.json`),
  };
  return digest(
    root,
    [...own, ...steps, `${place}/tsconfig.build.json`, "tsconfig.base.json"],
    ["typescript", ...tools].map((name) => `${name}@${versions[name]}`),
  );
}

/** The modules that make the generated code, and no others: a command that is added beside them changes no package. */
function generatorDigest(root: string): string {
  const modules = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (modules.has(file)) return;
    modules.add(file);
    const imported = imports(root, file);
    imported.modules.forEach(visit);
    for (const name of imported.packages) packages.add(name);
  };
  visit("scripts/src/pipeline.ts");
  const versions = pinned(root, "scripts/package.json");
  return digest(
    root,
    [...modules],
    [...packages].map((name) => `${name}@${versions[name]}`),
  );
}

/** What a module imports: neighbours by their paths, packages by their names; what Node brings is neither. */
function imports(root: string, file: string): { readonly modules: string[]; readonly packages: string[] } {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((specifier) => !specifier.startsWith("node:"));
  const [modules, packages] = [true, false].map((isNeighbour) =>
    specifiers.filter((specifier) => specifier.startsWith(".") === isNeighbour),
  ) as [string[], string[]];
  return {
    modules: modules.map((specifier) => join(dirname(file), specifier).split(sep).join("/")),
    packages: packages.map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]),
  };
}

function pinned(root: string, file: string): { readonly [name: string]: string } {
  const { dependencies, devDependencies } = readManifest(root, file);
  return { ...dependencies, ...devDependencies };
}

interface Manifest {
  readonly scripts?: { readonly build?: string };
  readonly dependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
}

function readManifest(root: string, file: string): Manifest {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}

/** As it is written to a package. @throws DocumentError where the package has not been built */
export function sourcesFile(root: string, folder: string): { readonly path: string; readonly text: string } {
  const path = join(root, "packages", folder, "dist/sources.json");
  if (!existsSync(dirname(path)))
    throw new DocumentError(`packages/${folder}`, "It has not been built.", "Build it with: pnpm build");
  return { path, text: `${JSON.stringify(packageSources(root, folder), null, 2)}\n` };
}
