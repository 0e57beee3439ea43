import { type Installed, treeOf } from "./installed.ts";

/** A package's whole tree as text: who needs whom, and of each version its licence and size; what it needs only once. */
export function printTree(root: Installed): string {
  const tree = treeOf(root);
  const size = tree.reduce((sum, each) => sum + each.size, 0);
  const lines = [
    `${describe(root)}; ${tree.length === 0 ? "no dependencies" : `${tree.length} dependencies, ${kilobytes(size)}`}`,
  ];
  const printed = new Set<Installed>();
  const print = ({ needs }: Installed, indent: string) => {
    for (const each of needs.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const isKnown = printed.has(each) && each.needs.length > 0;
      lines.push(`${indent}${describe(each)}${isKnown ? ", see above" : ""}`);
      if (printed.has(each)) continue;
      printed.add(each);
      print(each, `${indent}  `);
    }
  };
  print(root, "  ");
  return lines.join("\n");
}

function describe({ name, version, licence, size }: Installed): string {
  return `${name}@${version} ${licence} ${kilobytes(size)}`;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} kB`;
}
