import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs a compiled probe in a process of its own; it prints JSON. */
export async function probe<Result>(name: string, args: readonly string[]): Promise<Result> {
  const file = join(import.meta.dirname, "../dist/src/probes", `${name}.js`);
  const { stdout } = await run(process.execPath, [file, ...args]);
  return JSON.parse(stdout) as Result;
}
