import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const OUTSIDE_PATH = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const INSTALL = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"] as const;
const LOCK_WAIT = ["-o", "DPkg::Lock::Timeout=180"] as const;

/** The path of a Chromium on this machine: the one that the variable CHROMIUM names, else the first one found. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM) {
    if (!isExecutable(env.CHROMIUM)) {
      throw new Error(
        `CHROMIUM names ${env.CHROMIUM}, which is no program. Name Chromium's, or unset CHROMIUM.`,
      );
    }
    return env.CHROMIUM;
  }
  const inPath = (env.PATH ?? "").split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [...inPath, ...OUTSIDE_PATH].find(isExecutable);
}

/**
 * The path of a Chromium, installed as Debian's package where there is none.
 *
 * @throws where that cannot be done, with the command to run.
 */
export function installChromium(): string {
  const found = findChromium();
  if (found) return found;
  const mayInstall = process.platform === "linux" && process.getuid?.() === 0;
  if (!mayInstall || spawnSync("apt-get", ["--version"]).error) {
    throw new Error(
      "No Chromium found. Install Chromium or Chrome, or name its program in CHROMIUM." +
        (process.platform === "linux" ? ` On Debian: sudo ${INSTALL.join(" ")}` : ""),
    );
  }
  // A fresh machine has no package lists, and a mirror may fail once.
  const problem = aptGet() && aptGet();
  const installed = findChromium();
  if (!installed) throw new Error(`Chromium could not be installed with ${INSTALL.join(" ")}: ${problem}`);
  return installed;
}

/** What went wrong, if anything did. */
function aptGet(): string | undefined {
  for (const [command, ...args] of [["apt-get", "update", "-q"], INSTALL] as const) {
    const run = spawnSync(command, [...LOCK_WAIT, ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      encoding: "utf8",
    });
    if (run.status !== 0) return `${command} ${args[0]}: ${(run.error?.message ?? run.stderr).trim()}`;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
