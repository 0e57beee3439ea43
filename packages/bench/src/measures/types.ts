import { ours } from "../contestants.ts";
import { interleave } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { type TableHead, toTable } from "../results.ts";
import type { Samples } from "../statistics.ts";
import type { Compiled } from "../types/compile.ts";
import { TypeProject } from "../types/type-project.ts";
import { typeSubjects } from "../types/type-subjects.ts";

const head = { better: "lower", ours } as const;
const over =
  "What `tsc --extendedDiagnostics` of TypeScript 7 says, less what it says of an empty file with the same settings (strict, skipLibCheck). Generated sources are built to declarations first, as ours are published.";
const many = "100 calls, all over a document of 1,000 operations";

const three: TableHead = {
  ...head,
  id: "types-three",
  title: "Type instantiations: three calls",
  unit: "instantiations",
  compare: "difference",
  how: `${over} The calls are one of each kind in the documents of cards and tokenization.`,
  isExact: true,
};
const hundred: TableHead = {
  ...three,
  id: "types-hundred",
  title: `Type instantiations: ${many}`,
  how: over,
};
const time: TableHead = {
  ...head,
  id: "types-time",
  title: `Check time: ${many}`,
  unit: "ms",
  compare: "difference",
  how: over,
};
const memory: TableHead = {
  ...time,
  id: "types-memory",
  title: `The compiler's memory: ${many}`,
  unit: "MB",
};

const types: Measure = async ({ rounds, progress }) => {
  using projects = new DisposableStack();
  const found = new Map<string, TypeProject>();
  for (const subject of typeSubjects) {
    progress(`types: making ${subject.name}`);
    found.set(subject.name, projects.use(await TypeProject.create(subject)));
  }
  const names = [...found.keys()];
  const costs = new Map<string, Compiled[]>(names.map((name) => [name, []]));
  const threes = await interleave(names, { rounds: 1, warmUp: 0 }, progress, async (name) => {
    return (await found.get(name)!.costOf("three")).instantiations;
  });
  await interleave(
    names,
    { rounds: rounds(5, 2), warmUp: 0 },
    (what) => progress(`types: ${what}`),
    async (name) => costs.get(name)!.push(await found.get(name)!.costOf("many")),
  );
  const samples = (of: (cost: Compiled) => number): Samples =>
    new Map([...costs].map(([name, each]) => [name, each.map(of)]));
  return [
    toTable(three, threes),
    toTable(
      hundred,
      samples(({ instantiations }) => instantiations),
    ),
    toTable(
      time,
      samples(({ checkTime }) => checkTime * 1000),
    ),
    toTable(
      memory,
      samples(({ memory }) => memory / 1e6),
    ),
  ];
};

export default types;
