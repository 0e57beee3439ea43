import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { site } from "./repository.ts";
import { siteFiles } from "./site-files.ts";

const files = await siteFiles();
rmSync(site, { recursive: true, force: true });
for (const [path, content] of files) {
  const file = join(site, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
console.log(`${files.size} files in ${site}`);
