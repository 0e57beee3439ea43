import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "../tarball.ts";
import { readJson } from "../workspace.ts";
import { licenceOf } from "./licence.ts";

/** A package as it was installed. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  /** As its manifest and its licence file say, or what is unclear about it. */
  readonly licence: string;
  /** Bytes of its files, without those of packages inside it. */
  readonly size: number;
  /** What npm would run when it is installed. */
  readonly installScripts: readonly string[];
  /** What it cannot be without. */
  readonly needs: readonly Installed[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly licenses?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A package that was installed in a project, with its tree. */
export function findInstalled(project: string, name: string): Installed {
  return read(join(project, "node_modules", name), new Map());
}

/** All in the tree of a package but itself: each version once, in order. */
export function treeOf(root: Installed): Installed[] {
  const found = new Map<string, Installed>();
  const visit = ({ needs }: Installed) => {
    for (const each of needs) {
      const id = `${each.name}@${each.version}`;
      if (found.has(id)) continue;
      found.set(id, each);
      visit(each);
    }
  };
  visit(root);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** @param known by folder: trees have cycles. */
function read(folder: string, known: Map<string, Installed>): Installed {
  const seen = known.get(folder);
  if (seen) return seen;
  const manifest = readJson<Manifest>(join(folder, "package.json"));
  const needs: Installed[] = [];
  const files = filesBelow(folder).filter((path) => !path.startsWith("node_modules/"));
  const installed: Installed = {
    name: manifest.name,
    version: manifest.version,
    licence: licenceOf(manifest, textsOfLicences(folder)),
    size: files.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0),
    installScripts: installScripts(manifest, files),
    needs,
  };
  known.set(folder, installed);
  for (const name of neededBy(manifest)) {
    const place = resolve(folder, name);
    if (place) needs.push(read(place, known));
    else if (!manifest.optionalDependencies?.[name])
      throw new Error(`${manifest.name} needs ${name}, which is not installed.`);
  }
  return installed;
}

function neededBy(manifest: Manifest): string[] {
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta } = manifest;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers])];
}

/** Where Node would find it from there. */
function resolve(folder: string, name: string): string | undefined {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    const place = join(at, "node_modules", name);
    if (existsSync(join(place, "package.json"))) return place;
  }
  return undefined;
}

/** npm builds what has a `binding.gyp` without being told to. */
function installScripts({ scripts = {} }: Manifest, files: readonly string[]): string[] {
  const named = ["preinstall", "install", "postinstall"].filter((name) => name in scripts);
  return files.includes("binding.gyp") ? [...named, "binding.gyp"] : named;
}

function textsOfLicences(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|unlicense)/i.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), "utf8"));
}
