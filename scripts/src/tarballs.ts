import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Packs every published package into tarballs/, as npm would publish it. */

const root = join(import.meta.dirname, "../..");
const folder = join(root, "tarballs");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const name of readdirSync(join(root, "packages")).sort()) {
  const path = join(root, "packages", name);
  const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as { private?: boolean };
  if (!manifest.private)
    execFileSync("pnpm", ["pack", "--pack-destination", folder], { cwd: path, stdio: "ignore" });
}
const tarballs = readdirSync(folder).sort();
process.stdout.write(
  `${tarballs.map((tarball) => `tarballs/${tarball}\n`).join("")}\nIn your own project:\n\n  npm install ${join(folder, "*.tgz")}\n`,
);
