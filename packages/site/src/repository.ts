import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The root of the repository. */
export const root: string = join(import.meta.dirname, "../../..");

/** Where the site is built. */
export const site: string = join(import.meta.dirname, "../dist");

/** Where the repository's other files are read. */
export const repositoryUrl = "https://github.com/pismo-client/pismo-client";

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export function exists(path: string): boolean {
  return existsSync(join(root, path));
}

/** The paths that match, with `/` on every platform, in order. */
export function find(pattern: string): string[] {
  return globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
}

/** A published package. */
export interface Package {
  /** Its folder below `packages/`. */
  readonly folder: string;
  readonly name: string;
  /** Every name that it is imported by, with the declarations that stand behind it, below the root. */
  readonly entries: readonly { readonly name: string; readonly declarations: string }[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports: { readonly [subpath: string]: string | { readonly types: string } };
}

/** The published packages: the facade first, and what the others rest on last. */
export function publishedPackages(): Package[] {
  return find("packages/*/package.json")
    .map((path) => ({ path, manifest: JSON.parse(read(path)) as Manifest }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ path, manifest }) => {
      const folder = path.split("/")[1]!;
      return {
        folder,
        name: manifest.name,
        entries: Object.entries(manifest.exports).flatMap(([subpath, target]) =>
          typeof target === "string"
            ? []
            : {
                name: manifest.name + subpath.slice(1),
                declarations: `packages/${folder}${target.types.slice(1)}`,
              },
        ),
      };
    })
    .sort((a, b) => rank(a.folder) - rank(b.folder));
}

function rank(folder: string): number {
  return ["client", "cards", "tokenization", "events", "mock", "runtime"].indexOf(folder);
}
