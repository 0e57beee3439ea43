import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { site } from "./repository.ts";
import { siteFiles } from "./site-files.ts";

try {
  const files = await siteFiles();
  rmSync(site, { recursive: true, force: true });
  for (const [path, content] of files) {
    const file = join(site, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  console.log(`${files.size} files in ${site}`);
} catch (error) {
  // A dead link and the like are mended in the texts: the message has the place.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
