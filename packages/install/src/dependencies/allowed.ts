import { satisfies } from "semver";
import type { Installed } from "./installed.ts";
import { treeOf } from "./installed.ts";

/** What may be installed together with our packages: `allowed-dependencies.json`. */
export interface Allowed {
  /** SPDX identifiers. */
  readonly licences: readonly string[];
  /** By name. */
  readonly dependencies: Readonly<Record<string, AllowedDependency>>;
  /** The names in the whole tree of each published package, our own left out. */
  readonly trees: Readonly<Record<string, readonly string[]>>;
}

export interface AllowedDependency {
  /** Of versions, as npm reads it. */
  readonly range: string;
  readonly licence: string;
  readonly why: string;
}

/** What is in the trees and not in the list, in the list and not in the trees, or not as it says; nothing if all is. */
export function dependencyProblems(
  packages: readonly Installed[],
  { licences, dependencies, trees }: Allowed,
): string[] {
  const ours = new Set(packages.map(({ name }) => name));
  const problems: string[] = [];
  const used = new Set<string>();
  for (const root of packages) {
    const tree = treeOf(root).filter(({ name }) => !ours.has(name));
    const names = [...new Set(tree.map(({ name }) => name))];
    const listed = trees[root.name] ?? [];
    for (const name of names) {
      used.add(name);
      if (!listed.includes(name))
        problems.push(`${root.name}: ${name} is new in its tree (${wayTo(root, name)})`);
    }
    for (const name of listed)
      if (!names.includes(name)) problems.push(`${root.name}: ${name} is no longer in its tree`);
    for (const { name, version, licence, installScripts } of tree) {
      const id = `${root.name}: ${name}@${version}`;
      const entry = dependencies[name];
      if (!entry) problems.push(`${id} is not among the dependencies`);
      else {
        if (!satisfies(version, entry.range)) problems.push(`${id} is not in ${entry.range}`);
        if (licence !== entry.licence)
          problems.push(`${id} has the licence ${licence}, not ${entry.licence}`);
        if (entry.why.trim() === "") problems.push(`${name}: it says not why`);
      }
      if (!licences.includes(licence))
        problems.push(`${id}: the licence ${licence} is not among the licences`);
      if (installScripts.length > 0)
        problems.push(`${id} runs ${installScripts.join(", ")} when it is installed`);
    }
  }
  for (const name of Object.keys(dependencies))
    if (!used.has(name)) problems.push(`${name} is among the dependencies, and in no tree`);
  for (const name of Object.keys(trees)) if (!ours.has(name)) problems.push(`${name} is not published`);
  return [...new Set(problems)];
}

/** Through whom a package comes to be in a tree, the shortest way. */
export function wayTo(root: Installed, name: string): string {
  const ways: Installed[][] = [[root]];
  const seen = new Set<Installed>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1)!;
    if (last.name === name) return way.map((each) => each.name).join(" › ");
    if (seen.has(last)) continue;
    seen.add(last);
    for (const each of last.needs) ways.push([...way, each]);
  }
  throw new Error(`${name} is not in the tree of ${root.name}.`);
}
