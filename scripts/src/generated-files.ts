import { globSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sorted } from "./json.ts";

/** What is where only the pipeline writes, also of an API that specs/ no longer has; by path below the root. */
export function generatedFiles(root: string): string[] {
  const found = globSync(["specs/*/openapi.json", "packages/*/src/generated/**"], {
    cwd: root,
    withFileTypes: true,
  });
  const files = found.filter((entry) => !entry.isDirectory());
  return sorted(
    files.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")),
  );
}
