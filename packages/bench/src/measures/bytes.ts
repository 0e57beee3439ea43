import { builtinModules } from "node:module";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { contestants, fileOf, oursAlone } from "../contestants.ts";
import type { Measure } from "../measure.ts";
import { type TableHead, toTable } from "../results.ts";

const head: TableHead = {
  id: "bytes",
  title: "One operation, bundled for a browser",
  unit: "bytes",
  better: "lower",
  compare: "ratio",
  how: "What the same call needs, bundled and minified by esbuild for a browser, and compressed by gzip -9. What imports a module of Node's, as lithic does, goes on importing it.",
  ours: oursAlone,
  isExact: true,
};

const bytes: Measure = async ({ progress }) => {
  const samples = new Map<string, number[]>();
  for (const contestant of contestants) {
    progress(`bytes: ${contestant.name}`);
    samples.set(contestant.name, [await bundledBytes(fileOf(contestant))]);
  }
  return [toTable(head, samples)];
};

async function bundledBytes(file: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: "esm",
    platform: "browser",
    minify: true,
    external: [...builtinModules],
    // As if installed: beside our sources there are settings of our own.
    tsconfigRaw: {},
    write: false,
    logLevel: "error",
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

export default bytes;
