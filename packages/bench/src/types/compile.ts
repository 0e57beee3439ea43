import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const compiler = join(import.meta.dirname, "../../node_modules/typescript-7/bin/tsc");

/** As users have it: strict, and without checking the declarations of what they install. */
const options = {
  strict: true,
  skipLibCheck: true,
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "nodenext",
  types: [],
  noEmit: true,
};

/** What the compiler says of itself. */
export interface Compiled {
  readonly instantiations: number;
  /** Seconds. */
  readonly checkTime: number;
  /** Bytes. */
  readonly memory: number;
}

/**
 * Compiles one file of a folder, and what it imports.
 * @throws Error with the compiler's words, if it finds something wrong
 */
export async function compile(folder: string, file: string, changed: object = {}): Promise<Compiled> {
  const config = join(folder, `tsconfig.${file}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...options, ...changed }, files: [file] }));
  const output = await run([compiler, "-p", config, "--pretty", "false", "--extendedDiagnostics"]);
  const read = (what: string) => {
    const [, value] = new RegExp(`^${what}:\\s*([\\d.]+)`, "m").exec(output) ?? [];
    if (value === undefined) throw new Error(`The compiler does not tell its ${what}:\n${output}`);
    return Number(value);
  };
  return {
    instantiations: read("Instantiations"),
    checkTime: read("Check time"),
    memory: read("Memory used") * 1024,
  };
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stdout + stderr || error.message));
      else resolve(stdout);
    });
  });
}
