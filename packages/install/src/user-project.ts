import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Finished, mustRun, run } from "./run.ts";
import { pack, type Tarball } from "./tarball.ts";
import { published, root } from "./workspace.ts";

const require = createRequire(import.meta.url);
const here = join(import.meta.dirname, "..");

/** The compilers that users may have. */
export const compilers = ["typescript-5", "typescript-6", "typescript-7"] as const;
export type Compiler = (typeof compilers)[number];

/** What a bundler's users have, and what Node's have. */
export const resolutions = {
  node16: { module: "node16", moduleResolution: "node16" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
} as const;

/** Where the types of `fetch` and its like come from: a page's, a worker's, or `@types/node`. */
export const platforms = {
  page: {},
  "page and Node": { types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
  worker: { lib: ["es2022", "webworker"] },
  Node: { lib: ["es2022"], types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
} as const;

/** As strict as a user may be. Nothing is given by `types`: not everybody has `@types/node`. */
const strictest = {
  target: "es2022",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  moduleDetection: "force",
  verbatimModuleSyntax: true,
  skipLibCheck: false,
};

/** A project that the published packages are installed in, in a temporary folder. */
export interface UserProject {
  readonly folder: string;
  readonly tarballs: readonly Tarball[];
  remove(): void;
}

/** Packs the built packages, installs the tarballs in an empty project, and puts the `sources` beside them. */
export async function createProjectOf(sources: string): Promise<UserProject> {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), "pismo-client-")));
  const remove = () => rmSync(temporary, { recursive: true, force: true });
  try {
    const tarballs = await Promise.all(published.map((each) => pack(each, temporary)));
    const folder = join(temporary, "project");
    await createProject(folder, tarballs);
    cpSync(sources, folder, { recursive: true });
    return { folder, tarballs, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Makes an empty project and installs the tarballs in it with npm, and their dependencies from the registry. */
export async function createProject(
  folder: string,
  tarballs: readonly Pick<Tarball, "file">[],
): Promise<void> {
  mkdirSync(folder);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "user", private: true, type: "module" }),
  );
  const files = tarballs.map(({ file }) => file);
  // A cache of its own: the user's one may hold packages that nobody else has.
  const cache = join(here, "node_modules/.cache/npm");
  await mustRun(
    "npm",
    ["install", "--no-audit", "--no-fund", "--prefer-offline", "--cache", cache, ...files],
    folder,
  );
}

/** Compiles files of the project. Writes JavaScript to `out`, if that is given. */
export function compile(
  project: string,
  compiler: Compiler,
  resolution: keyof typeof resolutions,
  files: readonly string[],
  { out, platform = "page" }: { readonly out?: string; readonly platform?: keyof typeof platforms } = {},
): Promise<Finished> {
  // Tests compile at the same time.
  const config = join(project, `tsconfig.${randomUUID()}.json`);
  const output = out
    ? { rootDir: ".", outDir: out, rewriteRelativeImportExtensions: true }
    : { noEmit: true };
  const compilerOptions = { ...strictest, ...resolutions[resolution], ...platforms[platform], ...output };
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), "bin/tsc");
  return run(process.execPath, [tsc, "-p", config, "--pretty", "false"], project);
}

/** Every Node at hand, by its version: the oldest supported one, the tools' one, and the machine's own. */
export async function findNodes(): Promise<Map<string, string>> {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const paths = [join(here, "node_modules/node-20/bin"), ...(process.env.PATH ?? "").split(delimiter)];
  const nodes = new Map<string, string>();
  for (const path of new Set([...paths.map((folder) => join(folder, name)), process.execPath])) {
    if (!existsSync(path)) continue;
    const version = (await mustRun(path, ["--version"], here)).trim();
    if (!nodes.has(version)) nodes.set(version, path);
  }
  return nodes;
}
