import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DocumentError } from "./document-error.ts";
import { sorted } from "./json.ts";

const usage = `pnpm corpus <folder or file> […]
pnpm corpus --growth

Tries the whole pipeline on documents that are not vendored. For each OpenAPI document, in a temporary folder: assembles
it, generates its package, type-checks it strictly and builds it, starts the mock of it, and calls every operation
through its generated function with an input made from the document, once for each success that it declares.

  --all     lists every fault of the documents, not only the first three of each
  --json    the report as JSON
  --growth  instead: what an operation costs in made-up documents of 1,000 and 4,000 operations

Exits with 1 if anything failed that is not shown to be a document's own fault, by its file and JSON pointer; with
--growth, if an operation of the larger document costs much more than one of the smaller.
`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: "boolean" },
      json: { type: "boolean" },
      growth: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) process.stdout.write(usage);
  else if (values.growth) process.exitCode = await runGrowth();
  else if (positionals.length === 0) throw new DocumentError("pnpm corpus", "Give a folder of documents.");
  else process.exitCode = await run(positionals.flatMap(filesOf), values);
} catch (error) {
  const isUserMistake =
    error instanceof DocumentError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  process.stderr.write(`${isUserMistake ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

/** @returns the exit code */
async function run(
  files: readonly string[],
  { all, json }: { readonly all?: boolean | undefined; readonly json?: boolean | undefined },
): Promise<number> {
  const started = performance.now();
  const [{ runCorpus }, { corpusReport }, { warmUp }, { Stopwatch }, { Progress }] = await Promise.all([
    import("./corpus/run-corpus.ts"),
    import("./corpus/corpus-report.ts"),
    import("./corpus/warm-up.ts"),
    import("./corpus/stopwatch.ts"),
    import("./progress.ts"),
  ]);
  warmUp();
  const startUp = performance.now() - started;
  const watch = new Stopwatch();
  const root = resolve(import.meta.dirname, "../..");
  const progress = new Progress("Documents", files.length * 2);
  const { reports, compilerMemory } = await runCorpus(root, files, watch, progress).finally(() =>
    progress[Symbol.dispose](),
  );
  // In kilobytes on every platform that Node documents.
  const memory = process.resourceUsage().maxRSS * 1024;
  const figures = { startUp, steps: watch.steps, memory, compilerMemory };
  const text = json
    ? JSON.stringify(
        { documents: reports, figures: { ...figures, steps: Object.fromEntries(watch.steps) } },
        null,
        2,
      )
    : corpusReport(reports, figures, all ? Number.POSITIVE_INFINITY : 3).trimEnd();
  process.stdout.write(`${text}\n`);
  return reports.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

/** @returns the exit code */
async function runGrowth(): Promise<number> {
  const { allowedGrowth, measureGrowth } = await import("./corpus/growth.ts");
  const figures = measureGrowth([1000, 4000], 1);
  for (const { operations, milliseconds } of figures)
    process.stdout.write(`${operations} operations: ${milliseconds.toFixed(1)} ms of processor time each\n`);
  const ratio = figures[1]!.milliseconds / figures[0]!.milliseconds;
  process.stdout.write(`${ratio.toFixed(2)} times as much; up to ${allowedGrowth} is as it should be.\n`);
  return ratio > allowedGrowth ? 1 : 0;
}

/** The documents of a folder, those in folders below it included. */
function filesOf(given: string): string[] {
  const path = resolve(given);
  if (!existsSync(path)) throw new DocumentError(given, "There is no such file or folder.");
  if (!statSync(path).isDirectory()) return [path];
  const files = sorted(readdirSync(path, { recursive: true, encoding: "utf8" }))
    .filter((name) => !/(^|[/\\])\./.test(name))
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile());
  if (files.length === 0) throw new DocumentError(given, "The folder holds no document.");
  return files;
}
