import { basename, join } from "node:path";
import { type Finished, run } from "@pismo-client/install/run";
import type { Result } from "../suite/harness.ts";
import type { Platform } from "../suite/world.ts";

/** ms for a whole program. */
const LIMIT = 120_000;

type Kind = "node" | "bun" | "deno";

/** A program in the project, and its arguments. */
type Invocation = readonly [file: string, ...args: string[]];

/** What the suite needs of Deno's permissions: the network, to this machine, and names that do not exist. */
const SUITE_PERMISSIONS = ["--allow-net=127.0.0.1,nothing.invalid,nowhere.invalid"];

const commandLine: {
  readonly [K in Kind]: (invocation: Invocation, permissions: readonly string[]) => string[];
} = {
  node: (invocation) => [...invocation],
  bun: (invocation) => ["--no-install", ...invocation],
  deno: (invocation, permissions) => [
    "run",
    "--no-prompt",
    "--node-modules-dir=manual",
    ...permissions,
    ...invocation,
  ],
};

/** Runs the suite, and what only a program of its own can show, as processes of a runtime. */
export async function runProcesses(
  program: string,
  kind: Kind,
  project: string,
  worldUrl: string,
  entryPoints: readonly string[],
): Promise<Result[]> {
  const start = async (
    invocation: Invocation,
    permissions: readonly string[] = ["--allow-all"],
  ): Promise<Result[]> => {
    const started = Date.now();
    const finished = await run(program, commandLine[kind](invocation, permissions), project, {
      timeout: LIMIT,
    });
    const name = `${basename(invocation[0])}: it ends by itself, with success`;
    return [...resultsIn(finished), endOf(name, finished, Date.now() - started)];
  };
  const results = [
    ...(await start([join("out", "on-process.js"), worldUrl], SUITE_PERMISSIONS)),
    ...(await start(["require.cjs", ...entryPoints])),
    ...(await start(["mock.mjs"])),
  ];
  return kind === "node" ? [...results, await withoutRequire(program, project)] : results;
}

/** Node before 20.19 and 22.12 has no `require()` of ES modules; later ones can be told to have none. */
async function withoutRequire(program: string, project: string): Promise<Result> {
  const started = Date.now();
  const args = ["--no-experimental-require-module", "--input-type=commonjs", "-e", 'require("pismo-client")'];
  const { status, output } = await run(program, args, project);
  const isAsSaid = status !== 0 && output.includes("ERR_REQUIRE_ESM");
  return {
    name: "require: where Node does not support it, ERR_REQUIRE_ESM",
    ms: Date.now() - started,
    ...(!isAsSaid && { problem: output }),
  };
}

function resultsIn({ output }: Finished): Result[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith('{"name":'))
    .map((line) => JSON.parse(line) as Result);
}

function endOf(name: string, { status, output }: Finished, ms: number): Result {
  const said = output
    .split("\n")
    .filter((line) => !line.startsWith('{"name":'))
    .join("\n");
  return { name, ms, ...(status !== 0 && { problem: `exit code ${status}: ${said.trim()}` }) };
}

/** The runtime's own version. */
export async function processVersion(program: string, kind: Platform["kind"]): Promise<string> {
  const { output } = await run(program, ["--version"], process.cwd());
  const [version] = /\d+\.\d+\.\d+\S*/.exec(output) ?? [];
  if (!version) throw new Error(`${program} is no ${kind}: ${output}`);
  return version;
}
