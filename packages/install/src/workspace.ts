import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The root of the repository. */
export const root: string = join(import.meta.dirname, "../../..");

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly packageManager?: string;
  readonly files: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  /** Files by condition, by the name under which the package itself imports them. */
  readonly imports?: { readonly [name: string]: { readonly [condition: string]: string } };
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Package {
  /** Its folder below `packages/`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

/** The packages that are published: all below `packages/` that are not private. */
export const published: readonly Package[] = readdirSync(join(root, "packages"))
  .map((folder) => ({ folder, manifest: readJson<Manifest>(join(root, "packages", folder, "package.json")) }))
  .filter(({ manifest }) => !manifest.private);
