import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compile, createProjectOf } from "@pismo-client/install/user-project";
import { published } from "@pismo-client/install/workspace";
import type { Mock } from "@pismo-client/mock";
import type { Result, Test } from "../suite/harness.ts";
import type { PlannedOperation, World } from "../suite/world.ts";
import type { Row } from "./report.ts";
import { runPage } from "./run-page.ts";
import { processVersion, runProcesses } from "./run-process.ts";
import { runWorker, workerVersion } from "./run-worker.ts";
import type { Runtime } from "./runtimes.ts";
import { planOperations, startWorld } from "./world.ts";

const PROGRAMS = ["on-process.ts", "on-worker.ts", "on-page.ts"];

/** Runs the suite on each runtime, one after the other: some of it is about time. */
export async function runMatrix(
  runtimes: readonly Runtime[],
  missing: ReadonlyMap<string, string>,
  onRow: (row: Row) => void,
): Promise<Row[]> {
  const project = await createProjectOf(join(import.meta.dirname, "../suite"));
  try {
    const { status, output } = await compile(project.folder, "typescript-7", "nodenext", PROGRAMS, {
      out: "out",
    });
    if (status !== 0) throw new Error(`The suite does not compile against the tarballs:\n${output}`);
    const operations = await planOperations();
    const rows: Row[] = [];
    for (const runtime of runtimes) {
      const row = await runRuntime(runtime, project.folder, operations, missing.get(runtime.name));
      onRow(row);
      rows.push(row);
    }
    return rows;
  } finally {
    project.remove();
  }
}

async function runRuntime(
  { name, platform, find }: Runtime,
  project: string,
  operations: readonly PlannedOperation[],
  missing: string | undefined,
): Promise<Row> {
  const program = missing === undefined ? find() : undefined;
  if (!program) return { name, version: "", ms: 0, results: [], notRun: missing ?? "it is not installed" };
  const started = Date.now();
  const running = await startWorld(project, platform, operations);
  try {
    const { version, results } = await runOn(program, running.world, running.url, project);
    const expected = await namesOfSuite(project, running.world);
    const all = [...results, ...notReported(expected, results), reached(running.mock, operations)];
    return { name, version, ms: Date.now() - started, results: all };
  } finally {
    await running.stop();
  }
}

interface Ran {
  readonly version: string;
  readonly results: readonly Result[];
}

async function runOn(program: string, world: World, worldUrl: string, project: string): Promise<Ran> {
  const { kind } = world.platform;
  try {
    if (kind === "page") return await runPage(project, world);
    if (kind === "workerd")
      return { version: workerVersion(program), results: await runWorker(program, project, world) };
    const version = await processVersion(program, kind);
    return { version, results: await runProcesses(program, kind, project, worldUrl, entryPoints) };
  } catch (error) {
    return { version: "", results: [{ name: "it runs the suite", ms: 0, problem: String(error) }] };
  }
}

/** Everything that the packages export. */
const entryPoints: readonly string[] = published.flatMap(({ manifest }) =>
  Object.keys(manifest.exports)
    .filter((path) => path !== "./package.json")
    .map((path) => manifest.name + path.slice(1)),
);

/** What the suite has for a platform, so that a test which was not reported is one that failed. */
async function namesOfSuite(project: string, world: World): Promise<string[]> {
  const load = (file: string): Promise<{ readonly [name: string]: (world: World) => Test[] }> =>
    import(pathToFileURL(join(project, "out", file)).href);
  const isProcess = world.platform.kind !== "page" && world.platform.kind !== "workerd";
  const tests = isProcess
    ? (await load("process-suite.js")).processSuite!(world)
    : (await load("suite.js")).suite!(world);
  return tests.map(({ name }) => name);
}

function notReported(expected: readonly string[], results: readonly Result[]): Result[] {
  const reported = new Set(results.map(({ name }) => name));
  return expected
    .filter((name) => !reported.has(name))
    .map((name) => ({ name, ms: 0, problem: "it was not reported: the runtime ended before it" }));
}

/** What the mock itself saw: every operation, on its host. */
function reached(mock: Mock, operations: readonly PlannedOperation[]): Result {
  const calls = mock.calls();
  const missed = operations.filter(
    ({ api, name, host }) =>
      !calls.some((call) => call.taken && call.api === api && call.operation === name && call.host === host),
  );
  const names = missed.map(({ api, name }) => `${api}.${name}`);
  return {
    name: `operations: the mock was reached by all ${operations.length}`,
    ms: 0,
    ...(missed.length > 0 && { problem: `not by ${names.join(", ")}` }),
  };
}
