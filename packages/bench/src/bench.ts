// Measures, prints, and writes `bench/`. Exits 1 where a goal is missed and goals.ts does not say why.
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { contestants, versionOf } from "./contestants.ts";
import { generators } from "./generators/all.ts";
import { verdicts } from "./goals.ts";
import type { Measure } from "./measure.ts";
import { showProgress } from "./progress.ts";
import { withUnit } from "./report/amount.ts";
import { readResults, writePage, writeResults } from "./report/files.ts";
import { rows } from "./report/rows.ts";
import { textTable } from "./report/text-table.ts";
import type { Results, Table } from "./results.ts";

/** Those that need quiet come first, before the machine is warm. */
const measures = {
  loopback: "a PUT to a local server, one after the other and 64 at once",
  cpu: "CPU that a call adds, with a stubbed transport",
  bytes: "one operation, bundled for a browser",
  start: "import, and the first call, in fresh processes",
  modules: "files loaded up to the first answer",
  types: "type instantiations, check time and memory",
  generation: "time to generate a client",
  events: "validating and reading events",
} as const;
type Name = keyof typeof measures;

const usage = `pnpm bench [<measure>...] [--quick] [--render]

Measures our packages against others, in one run. All measures together write bench/; some of them are only printed.

${Object.entries(measures)
  .map(([name, what]) => `  ${name.padEnd(11)} ${what}`)
  .join("\n")}

  --quick   fewer rounds; the page says so
  --render  measures nothing: writes the page and the charts again from bench/results.json
  --help    this
`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: "boolean" }, render: { type: "boolean" }, help: { type: "boolean" } },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(measures, name));
  if (values.help) process.stdout.write(usage);
  else if (unknown !== undefined) usageError(`There is no measure ${unknown}.`);
  else if (values.render) writePage(readResults());
  else await bench(positionals as Name[], values.quick === true);
} catch (error) {
  if (!(error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS")) throw error;
  usageError((error as Error).message);
}

async function bench(asked: readonly Name[], isQuick: boolean): Promise<void> {
  const processor = cpus()[0]?.model.trim() || "unknown processor";
  const machine = { node: process.versions.node, processor, cores: availableParallelism() };
  console.log(`Node ${machine.node}, ${machine.cores} × ${processor}${isQuick ? ", a quick run" : ""}`);
  const show = showProgress(process.stderr);
  const tables: Table[] = [];
  for (const name of asked.length > 0 ? asked : (Object.keys(measures) as Name[])) {
    const { default: measure }: { default: Measure } = await import(`./measures/${name}.ts`);
    const measured = await measure({ rounds: (full, quick) => (isQuick ? quick : full), progress: show });
    show("");
    for (const table of measured) print(table);
    tables.push(...measured);
  }
  if (asked.length === 0) writeResults({ isQuick, ...machine, versions: versions(), tables });
  judge(tables);
}

function print(table: Table): void {
  console.log(`\n${table.title}\n\n${textTable(rows(table))}`);
}

function versions(): Results["versions"] {
  const names = [...contestants, ...generators, { package: "typescript-7" }, { package: "esbuild" }];
  const packages = new Set(names.flatMap(({ package: name }) => (name === undefined ? [] : [name])));
  return Object.fromEntries([...packages].sort().map((name) => [name, versionOf(name)]));
}

function judge(tables: readonly Table[]): void {
  console.log("");
  for (const { goal, table, median, isMet } of verdicts(tables)) {
    const figure = `${table.title}: ${withUnit(median, table.unit)}`;
    if (isMet) console.log(`met     ${figure}`);
    else if (goal.missed) console.log(`missed  ${figure}, as the page says`);
    else {
      console.log(`missed  ${figure}, and src/goals.ts does not say why`);
      process.exitCode = 1;
    }
  }
}

function usageError(message: string): void {
  process.stderr.write(`${message}\n\n${usage}`);
  process.exitCode = 2;
}
