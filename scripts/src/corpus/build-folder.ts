import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the compiler has against a file of one API. */
export interface CompileProblem {
  readonly api: string;
  /** File, line and the compiler's words. */
  readonly what: string;
}

/** A temporary workspace with the packages of many documents, which are compiled in one run and can be imported. */
export class BuildFolder implements Disposable {
  readonly #path = mkdtempSync(join(tmpdir(), "pismo-client-corpus-"));
  readonly #root: string;
  /** The most that a run of the compiler used, in bytes. */
  compilerMemory = 0;

  /** @param root this repository: its compiler, its settings and its built runtime are used */
  constructor(root: string) {
    this.#root = root;
    this.#write("package.json", JSON.stringify({ type: "module" }));
    const scope = join(this.#path, "node_modules/@pismo-client");
    mkdirSync(scope, { recursive: true });
    symlinkSync(join(root, "packages/runtime"), join(scope, "runtime"), "junction");
  }

  write(api: string, files: ReadonlyMap<string, string>): void {
    for (const [name, text] of files) this.#write(`src/${api}/${name}`, text);
  }

  /** Compiles everything that was written, as strictly as the packages are built. */
  build(): Promise<CompileProblem[]> {
    return this.#compile("tsconfig.json", { include: ["src"] }, {});
  }

  /** Type-checks single files, by path below the sources. */
  check(files: readonly string[]): Promise<CompileProblem[]> {
    const listed = files.map((file) => `src/${file}`);
    return this.#compile("tsconfig.check.json", { files: listed }, { noEmit: true });
  }

  import(api: string, module: string): Promise<unknown> {
    return import(pathToFileURL(join(this.#path, "dist", api, module)).href);
  }

  [Symbol.dispose](): void {
    rmSync(this.#path, { recursive: true, force: true });
  }

  async #compile(config: string, files: object, options: object): Promise<CompileProblem[]> {
    const compilerOptions = {
      rootDir: "src",
      outDir: "dist",
      sourceMap: false,
      inlineSources: false,
      // The runtime's own declarations are checked where it is built.
      skipLibCheck: true,
      ...options,
    };
    const base = join(this.#root, "tsconfig.base.json");
    this.#write(config, JSON.stringify({ extends: base, compilerOptions, ...files }));
    const compiler = join(this.#root, "node_modules/typescript/bin/tsc");
    const args = [compiler, "-p", config, "--pretty", "false", "--diagnostics"];
    const output = await run(process.execPath, args, this.#path);
    const used = Number(/^Memory used:\s*(\d+)K/m.exec(output)?.[1] ?? 0) * 1024;
    this.compilerMemory = Math.max(this.compilerMemory, used);
    return output.split("\n").flatMap((line) => {
      const [, api, what] = /^src[/\\]([^/\\]+)[/\\](.*)$/.exec(line) ?? [];
      if (api) return [{ api, what: what! }];
      return /^\S*(: )?error TS/.test(line) ? [{ api: "", what: line }] : [];
    });
  }

  #write(file: string, text: string): void {
    const path = join(this.#path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** What a program prints, whatever its exit code. */
function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error && (typeof error.code !== "number" || stdout === ""))
        reject(new Error(stderr || error.message));
      else resolve(stdout);
    });
  });
}
