import { spawn } from "node:child_process";

export interface Finished {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program to its end, without input. Returns what it printed to both its outputs, in order of arrival. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}

/** The same, for what has to succeed. */
export async function mustRun(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { status, output } = await run(program, args, cwd, env);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}\nexited with ${status}:\n${output}`);
  return output;
}
