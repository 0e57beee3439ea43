import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Subject } from "./subject.ts";

/** What its modules and declarations import, the package brings or depends on. */
export function checkImports({ folder, files, manifest, read }: Subject): string[] {
  const declared = [...Object.keys(manifest.dependencies ?? {}), manifest.name];
  const isThere = (specifier: string, from: string): boolean => {
    // A declaration file names its neighbour's source; the compiler reads the declarations beside it.
    const target = from.endsWith(".d.ts") ? specifier.replace(/(?<!\.d)\.ts$/, ".d.ts") : specifier;
    if (target.startsWith("#")) {
      const own = Object.values(manifest.imports?.[target] ?? {});
      return own.length > 0 && own.every((path) => existsSync(join(folder, path)));
    }
    if (target.startsWith(".")) return existsSync(join(folder, dirname(from), target));
    return target.startsWith("node:") || declared.includes(/^(@[^/]+\/)?[^/]+/.exec(target)![0]);
  };
  return files
    .filter((path) => /\.(js|d\.ts)$/.test(path))
    .flatMap((path) => {
      const specifiers = read(path).matchAll(/(?:^|[\s;])(?:from|import)\s*\(?"([^"]+)"/g);
      return [...specifiers]
        .filter(([, specifier = ""]) => !isThere(specifier, path))
        .map(
          ([, specifier]) => `${path} imports ${specifier}, which is not in the package or its dependencies.`,
        );
    });
}
