import { mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { packFile } from "@pismo-client/install/tarball";
import { published, root } from "@pismo-client/install/workspace";

/** Packs every published package into tarballs/, as npm would publish it. */

const folder = join(root, "tarballs");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const each of published) {
  const file = await packFile(each, folder);
  process.stdout.write(`tarballs/${basename(file)}\n`);
}
process.stdout.write(`\nIn your own project:\n\n  npm install ${join(folder, "*.tgz")}\n`);
