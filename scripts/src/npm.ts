import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The npm of the lockfile, whatever the machine has: 11.5.1 is the first that knows trusted publishing. */
const npm = join(dirname(createRequire(import.meta.url).resolve("npm/package.json")), "bin/npm-cli.js");

export function runNpm(args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [npm, ...args], { encoding: "utf8", timeout: 300_000 });
}
