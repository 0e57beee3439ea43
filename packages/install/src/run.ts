import { spawn } from "node:child_process";

export interface Finished {
  readonly status: number | null;
  readonly output: string;
}

/** Longest time for a program, in ms. One that would go on is ended, so that nothing outlives the tests. */
const limit = 50_000;

export interface RunOptions {
  /** What the program finds in its environment besides. */
  readonly env?: NodeJS.ProcessEnv;
  /** In ms. */
  readonly timeout?: number;
  /** Ends the program; the run is then rejected. */
  readonly signal?: AbortSignal;
}

/** Runs a program to its end, without input. Returns what it printed to both its outputs, in order of arrival. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  { env = {}, timeout = limit, signal }: RunOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout,
      killSignal: "SIGKILL",
      ...(signal && { signal }),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (status, signal) => {
      resolve({
        status,
        output: signal ? `${output}\nStill running after ${timeout} ms, and ended.` : output,
      });
    });
  });
}

/** The same, for what has to succeed. */
export async function mustRun(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, output } = await run(program, args, cwd, { timeout: 3 * limit });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}\nexited with ${status}:\n${output}`);
  return output;
}
