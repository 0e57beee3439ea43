import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The root of the repository. */
export const root: string = join(import.meta.dirname, "../../..");

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: unknown;
  readonly engines?: { readonly node?: string };
  readonly repository?: { readonly url?: string; readonly directory?: string };
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly private?: boolean;
  readonly packageManager?: string;
  readonly files: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
  /** Files by condition, by the name under which the package itself imports them. */
  readonly imports?: { readonly [name: string]: { readonly [condition: string]: string } };
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Package {
  /** Its folder below `packages/`. */
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

/** The packages of a workspace that are published: all below `packages/` that are not private. */
export function publishedPackages(root: string): Package[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((folder) => join(root, "packages", folder))
    .filter((path) => existsSync(join(path, "package.json")))
    .map((path) => ({
      folder: basename(path),
      path,
      manifest: readJson<Manifest>(join(path, "package.json")),
    }))
    .filter(({ manifest }) => !manifest.private);
}

/** Those of this workspace. */
export const published: readonly Package[] = publishedPackages(root);
