import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts one of the repository's commands, such as `release.ts`, as a process of its own. */
export function start(
  script: string,
  args: readonly string[],
  { env = {}, umask = "022" }: { readonly env?: NodeJS.ProcessEnv; readonly umask?: string } = {},
): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const command = join(import.meta.dirname, "../../src", script);
  const child = spawn("sh", ["-c", `umask ${umask}; exec "$@"`, "sh", process.execPath, command, ...args], {
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  const finished = Promise.all([closed, text(child.stdout!), text(child.stderr!)]);
  return { child, finished: finished.then(([code, out, err]) => ({ code, out, err })) };
}

export function command(...args: Parameters<typeof start>): Promise<Finished> {
  return start(...args).finished;
}
