import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@pismo-client/install/run";
import { packFile } from "@pismo-client/install/tarball";
import { type Package, publishedPackages } from "@pismo-client/install/workspace";
import { DocumentError } from "./document-error.ts";
import { git } from "./tree.ts";

/** Longest time for one step, in ms: the first installation on a machine downloads. */
const timeout = 600_000;

/**
 * A copy of the repository in a folder of its own, in which a release is made. The repository sees nothing of it, and
 * nothing of it is left behind.
 */
export class ReleaseCopy implements Disposable {
  readonly root: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #stop = (signal: NodeJS.Signals): void => {
    this[Symbol.dispose]();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };

  /**
   * Copies what git knows, and what it would take in: committed or not, nothing that it ignores.
   * @param environment what the programs that make the release find in theirs besides
   */
  constructor(original: string, environment: NodeJS.ProcessEnv = {}) {
    requirePnpm(original);
    const files = knownFiles(original);
    this.#environment = environment;
    this.root = realpathSync(mkdtempSync(join(tmpdir(), "pismo-client-release-")));
    process.once("SIGINT", this.#stop).once("SIGTERM", this.#stop);
    try {
      // Changelogs name the commits that changesets came with.
      git(original, "clone", "--quiet", "--shared", "--no-checkout", original, this.root);
      for (const file of files)
        cpSync(join(original, file), join(this.root, file), { verbatimSymlinks: true });
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  get packages(): Package[] {
    return publishedPackages(this.root);
  }

  /** Installs what the lockfile names. */
  async install(): Promise<void> {
    await this.run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"]);
  }

  /** Turns the pending changesets into versions and changelogs. */
  async version(): Promise<void> {
    await this.run(join(this.root, "node_modules/.bin/changeset"), ["version"]);
  }

  /** Compiles the published packages, after checking that what is generated is what `specs/` gives. */
  async build(): Promise<void> {
    await this.run(process.execPath, ["scripts/src/generate.ts", "--check"]);
    const filters = this.packages.map(({ manifest }) => `--filter=${manifest.name}`);
    await this.run("pnpm", [...filters, "run", "build"]);
  }

  /** Packs the published packages into a folder. @returns the tarballs' paths, in the order of the packages */
  async pack(into: string): Promise<string[]> {
    const files: string[] = [];
    for (const each of this.packages) files.push(await packFile(each, into, this.#environment));
    return files;
  }

  /** Runs a program in the copy. @throws DocumentError with what it printed, if it fails */
  async run(program: string, args: readonly string[]): Promise<string> {
    // What the version changes in a package.json is no reason to install again.
    const env = { ...this.#environment, pnpm_config_verify_deps_before_run: "false" };
    const { status, output } = await run(program, args, this.root, { env, timeout });
    if (status === 0) return output;
    const command = [program, ...args].join(" ").replaceAll(`${this.root}/`, "");
    throw new DocumentError(command, `It failed, in a copy of the repository:\n\n${output.trim()}\n`);
  }

  [Symbol.dispose](): void {
    process.off("SIGINT", this.#stop).off("SIGTERM", this.#stop);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function knownFiles(root: string): string[] {
  try {
    return git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
      .split("\0")
      .filter((file) => file !== "" && existsSync(join(root, file)));
  } catch {
    throw new DocumentError(root, "It is no git repository.", "A release is made from a clone of this one.");
  }
}

/** The version of pnpm decides the bytes of a tarball. */
function requirePnpm(root: string): void {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  let found: string | undefined;
  try {
    found = `pnpm@${execFileSync("pnpm", ["--version"], { cwd: root, encoding: "utf8" }).trim()}`;
  } catch {
    // Not installed: as wrong as another one.
  }
  if (found === packageManager) return;
  throw new DocumentError(
    found ?? "pnpm",
    `Tarballs of this repository are made with ${packageManager}.`,
    `Begin the command with: npx -y ${packageManager}`,
  );
}
