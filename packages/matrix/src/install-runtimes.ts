import { installChromium } from "@pismo-client/browser";
import { run } from "@pismo-client/install/run";
import { type Runtime, runtimesFolder } from "./runtimes.ts";

/** ms; on a slow line, 350 MB take a while. */
const LIMIT = 600_000;

/** Installs what is missing of the runtimes. Returns, by its name, why one could not be had. */
export async function installRuntimes(runtimes: readonly Runtime[]): Promise<ReadonlyMap<string, string>> {
  const packages = runtimes.filter(({ isPackage }) => isPackage);
  const reasons = await installPackages(packages);
  if (runtimes.some(({ platform }) => platform.kind === "page")) {
    try {
      installChromium();
    } catch (error) {
      reasons.set("chromium", (error as Error).message);
    }
  }
  return reasons;
}

async function installPackages(runtimes: readonly Runtime[]): Promise<Map<string, string>> {
  const missing = () => runtimes.filter(({ find }) => !find());
  const filters = runtimes.flatMap(({ name }) => ["--filter", name]);
  const args = ["install", "--frozen-lockfile", "--reporter", "append-only", ...filters];
  const install = () => run("pnpm", args, runtimesFolder, { timeout: LIMIT });
  if (runtimes.length === 0) return new Map();
  let { status, output } = await install();
  // A network may fail once. What is optional and could not be fetched is missing without an error.
  if (status !== 0 || missing().length > 0) ({ status, output } = await install());
  const reason =
    status === 0
      ? `npm has no package of it for this machine (${process.platform} ${process.arch}), or it could not be fetched`
      : `pnpm could not install it:\n${output.trim()}`;
  return new Map(missing().map(({ name }) => [name, reason]));
}
