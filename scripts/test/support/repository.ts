import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { vi } from "vitest";
import { pipeline } from "../../src/pipeline.ts";
import { sha256 } from "../../src/sources.ts";
import { runSpecs } from "../../src/specs-commands.ts";

const original = join(import.meta.dirname, "../../..");
const copied = ["specs", "packages", ".changeset", "README.md", "package.json", "pnpm-lock.yaml"];
const left = ["node_modules", "dist", ".turbo", ".cache", "coverage"];

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A git repository of its own, with the texts that the commands on specs/ work on. */
export class Repository implements Disposable {
  readonly root: string = mkdtempSync(join(tmpdir(), "pismo-client-test-"));

  /** What this repository has, in step with its documents whatever state it is in, as the only commit. */
  static async ofThisOne(): Promise<Repository> {
    const repository = new Repository();
    const { root } = repository;
    const filter = (path: string) => !left.includes(basename(path)) && !path.endsWith(".tmp");
    for (const name of copied) cpSync(join(original, name), join(root, name), { recursive: true, filter });
    for (const [file, text] of (await pipeline(root)).files) repository.write(file, text);
    repository.git("init", "--quiet", "--initial-branch=main");
    repository.commit();
    return repository;
  }

  clone(): Repository {
    const repository = new Repository();
    cpSync(this.root, repository.root, { recursive: true });
    return repository;
  }

  /** Runs `pnpm specs` on it, in this process. */
  async specs(command: string, ...args: string[]): Promise<Run> {
    const [out, err] = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, "write").mockReturnValue(true),
    );
    try {
      const code = await runSpecs([command, "--root", this.root, ...args]);
      const text = (spy: typeof out) => spy!.mock.calls.map(([chunk]) => String(chunk)).join("");
      return { code, out: text(out), err: text(err) };
    } finally {
      out!.mockRestore();
      err!.mockRestore();
    }
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  has(file: string): boolean {
    return existsSync(join(this.root, file));
  }

  write(file: string, content: string | Uint8Array): string {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** A file for a command to take: it is no part of the tree. */
  given(name: string, content: string | Uint8Array): string {
    return this.write(join(".git/given", name), content);
  }

  edit(file: string, change: (text: string) => string): void {
    const before = this.read(file);
    const after = change(before);
    if (after === before) throw new Error(`${file} is as it was.`);
    this.write(file, after);
  }

  /** The changesets that were written for an API. */
  changesets(api: string): string[] {
    const names = readdirSync(join(this.root, ".changeset"));
    return names
      .filter((name) => new RegExp(`^${api}-[0-9a-f]{8}\\.md$`).test(name))
      .map((name) => this.read(`.changeset/${name}`));
  }

  /** Every file but git's own, with its hash. */
  tree(): { [file: string]: string } {
    const files = readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith(".git/"));
    return Object.fromEntries(
      files.sort().map((file) => [file, sha256(readFileSync(join(this.root, file)))]),
    );
  }

  commit(): void {
    this.git("add", "--all");
    this.git(
      "-c",
      "user.name=A test",
      "-c",
      "user.email=test@example.com",
      "commit",
      "--quiet",
      "--message=State",
    );
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.root, encoding: "utf8" });
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
