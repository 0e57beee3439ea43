import { pathToFileURL } from "node:url";
import { contestants, fileOf, ours } from "../contestants.ts";
import { type Loaded, loadedBy } from "../loaded.ts";
import type { Measure } from "../measure.ts";
import { type TableHead, toTable } from "../results.ts";
import { Server } from "../serve.ts";

const head: TableHead = {
  id: "modules",
  title: "Files loaded up to the first answer",
  unit: "files",
  better: "lower",
  compare: "ratio",
  how: "JavaScript files that Node loads for the import and the first call, the one that calls included.",
  ours,
  isExact: true,
};

const modules: Measure = async ({ progress }) => {
  using server = await Server.start();
  const samples = new Map<string, number[]>();
  for (const contestant of contestants) {
    progress(`modules: ${contestant.name}`);
    const { called }: Loaded = await loadedBy(pathToFileURL(fileOf(contestant)).href, server.baseUrl);
    samples.set(contestant.name, [called.files]);
  }
  return [toTable(head, samples)];
};

export default modules;
