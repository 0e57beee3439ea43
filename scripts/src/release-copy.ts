import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@pismo-client/install/run";
import { packFile } from "@pismo-client/install/tarball";
import { type Package, publishedPackages } from "@pismo-client/install/workspace";
import { DocumentError } from "./document-error.ts";
import { git } from "./tree.ts";

/** Longest time for one step, in ms, on a machine that is busy with other things. */
const timeout = 300_000;

/**
 * A copy of the repository in a folder of its own, in which a release is made. The repository sees nothing of it, and
 * nothing of it is left behind.
 */
export class ReleaseCopy implements Disposable {
  readonly root: string;
  readonly #interruption = new AbortController();
  readonly #interrupt = (signal: NodeJS.Signals): void => {
    this.#interruption.abort(
      new DocumentError(signal, "The command was interrupted. It leaves nothing behind."),
    );
  };

  /** Copies what git knows, and what it would take in: committed or not, nothing that it ignores. */
  constructor(original: string) {
    requirePnpm(original);
    const files = knownFiles(original);
    this.root = realpathSync(mkdtempSync(join(tmpdir(), "pismo-client-release-")));
    // Programs that are started would leave theirs in the machine's temporary folder.
    process.env.NODE_DISABLE_COMPILE_CACHE = "1";
    process.on("SIGINT", this.#interrupt).on("SIGTERM", this.#interrupt);
    try {
      // Changelogs name the commits that changesets came with.
      git(original, "clone", "--quiet", "--shared", "--no-checkout", original, this.root);
      for (const file of files)
        cpSync(join(original, file), join(this.root, file), { verbatimSymlinks: true });
      linkDependencies(original, this.root);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** Where its tarballs are put. */
  get tarballs(): string {
    const folder = join(this.root, ".tarballs");
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  get packages(): Package[] {
    return publishedPackages(this.root);
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

  /** Packs a built package. @returns the tarball's path */
  async pack(each: Package): Promise<string> {
    this.#interruption.signal.throwIfAborted();
    return packFile(each, this.tarballs);
  }

  /** Runs a program in the copy. @throws DocumentError with what it printed, if it fails */
  async run(program: string, args: readonly string[]): Promise<string> {
    // What the version changes in a package.json is no reason to install again.
    const env = { pnpm_config_verify_deps_before_run: "false" };
    const { signal } = this.#interruption;
    signal.throwIfAborted();
    const { status, output } = await run(program, args, this.root, { env, timeout, signal }).catch(
      (error) => {
        throw signal.aborted ? signal.reason : error;
      },
    );
    if (status === 0) return output;
    const command = [program, ...args].join(" ").replaceAll(`${this.root}/`, "");
    throw new DocumentError(command, `It failed, in a copy of the repository:\n\n${output.trim()}\n`);
  }

  [Symbol.dispose](): void {
    process.off("SIGINT", this.#interrupt).off("SIGTERM", this.#interrupt);
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

/**
 * Lets the copy use what is installed in the repository. Links between packages are relative, and so lead to the
 * packages of the copy.
 */
function linkDependencies(original: string, root: string): void {
  const folders = globSync(["node_modules", "scripts/node_modules", "packages/*/node_modules"], {
    cwd: original,
  });
  if (!folders.includes("node_modules"))
    throw new DocumentError(
      original,
      "Its dependencies are not installed.",
      "Install them with: pnpm install",
    );
  for (const folder of folders) {
    mkdirSync(join(root, folder));
    for (const name of readdirSync(join(original, folder))) {
      // What pnpm and other tools keep there for themselves is about the repository.
      if (/^\.(?!(bin|pnpm)$)/.test(name)) continue;
      const [from, to] = [join(original, folder, name), join(root, folder, name)];
      if (folder === "node_modules") symlinkSync(from, to);
      else cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
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
