// The last step of the build: one file of all modules. Node resolves, reads and compiles each file of a module graph by
// itself: 37 of them took 20 ms, one takes 3. A bundler leaves out what is not used, as it did before.
import { globSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const { imports } = JSON.parse(readFileSync("package.json", "utf8"));
// Which of these it is, is decided where they are loaded.
const named = Object.values(imports).flatMap((files) => Object.values(files as object) as string[]);
const kept = ["./dist/index.js", ...named.filter((file) => file.endsWith(".js"))];
await build({
  entryPoints: kept,
  outdir: "dist",
  allowOverwrite: true,
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  external: Object.keys(imports),
  sourcemap: true,
});

for (const file of globSync("dist/**/*.js")) {
  if (kept.includes(`./${file}`)) continue;
  rmSync(file);
  rmSync(`${file}.map`);
}
