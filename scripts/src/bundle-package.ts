import { globSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

/**
 * The last step of the build of a package whose start counts: of all its modules it makes one file for each that
 * package.json names. Node resolves, reads and compiles each file of a module graph by itself, which takes half a
 * millisecond. A user's bundler leaves out what is not used, as it did before. Run in the package's folder.
 */

const { exports, bin, imports = {} } = JSON.parse(readFileSync("package.json", "utf8"));
const named = new Set(JSON.stringify({ exports, bin, imports }).match(/(?<="\.\/)dist\/[^"]+\.js/g));
await build({
  entryPoints: [...named],
  outbase: "dist",
  outdir: "dist",
  allowOverwrite: true,
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  packages: "external",
  // Which of these it is, is decided where they are loaded.
  external: Object.keys(imports),
  sourcemap: true,
});

for (const file of globSync("dist/**/*.js")) {
  if (named.has(file)) continue;
  rmSync(file);
  rmSync(`${file}.map`, { force: true });
}
