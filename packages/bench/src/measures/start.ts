import { pathToFileURL } from "node:url";
import { bare, contestants, fileOf, ours } from "../contestants.ts";
import { interleave } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { probe } from "../probe.ts";
import { type TableHead, toTable } from "../results.ts";
import { Server } from "../serve.ts";
import { against, type Samples } from "../statistics.ts";

const head = { unit: "ms", better: "lower", compare: "difference", ours } as const;

const importing: TableHead = {
  ...head,
  id: "import",
  title: "Import",
  how: "Loading what does the call, in a fresh process for each round, less loading the file that calls bare `fetch`.",
};

const firstCall: TableHead = {
  ...head,
  id: "first-call",
  title: "The first call",
  how: "From there to the first answer, less the time of bare `fetch` in the same round. Those that use Node's `http` do not load Node's fetch, which takes most of that time.",
};

interface Start {
  readonly import: number;
  readonly firstCall: number;
}

const start: Measure = async ({ rounds, progress }) => {
  using server = await Server.start();
  const files = new Map(contestants.map((each) => [each.name, pathToFileURL(fileOf(each)).href]));
  const firstCalls = new Map<string, number[]>([...files.keys()].map((name) => [name, []]));
  const warmUp = 1;
  const imports = await interleave(
    [...files.keys()],
    { rounds: rounds(25, 3), warmUp },
    (what) => progress(`start: ${what}`),
    async (name) => {
      const measured = await probe<Start>("start", [files.get(name)!, server.baseUrl]);
      firstCalls.get(name)!.push(measured.firstCall);
      return measured.import;
    },
  );
  const counted = new Map([...firstCalls].map(([name, values]) => [name, values.slice(warmUp)]));
  const overFetch = (samples: Samples) => against(samples, bare, (value, fetch) => value - fetch);
  return [toTable(importing, overFetch(imports)), toTable(firstCall, overFetch(counted))];
};

export default start;
