import { join } from "node:path";
import { build } from "esbuild";

/** What Cloudflare's own bundler resolves a package's exports by. */
const CONDITIONS = { worker: ["workerd", "worker", "browser"], page: [] };

/** A program of the project and all that it imports as one text, as a user's bundler would make it. */
export async function bundle(
  project: string,
  file: string,
  target: keyof typeof CONDITIONS,
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(project, "out", file)],
    absWorkingDir: project,
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: CONDITIONS[target],
    target: "es2022",
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}
