import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DocumentError } from "./document-error.ts";
import { generatedFiles } from "./generated-files.ts";
import { pipeline } from "./pipeline.ts";

const usage = `pnpm generate [--check]

Reads specs/ and writes what is made from it: specs/<api>/openapi.json and the generated parts of packages/.

  --check  writes nothing; lists what is missing, extra or different, and exits 1 if anything is
  --root   the folder that holds specs/ and packages/ (default: this repository)
`;

try {
  const { values } = parseArgs({
    options: { check: { type: "boolean" }, root: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) process.stdout.write(usage);
  else await generate(resolve(values.root ?? join(import.meta.dirname, "../..")), values.check === true);
} catch (error) {
  const isUserMistake =
    error instanceof DocumentError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  process.stderr.write(`${isUserMistake ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

async function generate(root: string, isCheck: boolean): Promise<void> {
  const { files, changed } = await pipeline(root);
  const differences = compare(root, files);
  if (isCheck) return report(differences);
  for (const file of changed)
    process.stdout.write(`specs/${file} is not as recorded: its new sha256 goes to specs/sources.yaml\n`);
  for (const { file, state } of differences) {
    if (state === "extra") rmSync(join(root, file));
    else replace(join(root, file), files.get(file)!);
    process.stdout.write(`${state === "extra" ? "deleted" : "wrote"} ${file}\n`);
  }
  process.stdout.write(`${files.size} generated files, ${differences.length} of them changed\n`);
}

interface Difference {
  readonly file: string;
  readonly state: "missing" | "extra" | "different";
  /** First line that differs, from 1. */
  readonly line?: number;
}

function compare(root: string, files: ReadonlyMap<string, string>): Difference[] {
  const differences: Difference[] = [];
  for (const [file, text] of files) {
    const path = join(root, file);
    if (!existsSync(path)) differences.push({ file, state: "missing" });
    else {
      const found = readFileSync(path, "utf8");
      if (found !== text)
        differences.push({ file, state: "different", line: firstDifferentLine(found, text) });
    }
  }
  for (const file of generatedFiles(root)) if (!files.has(file)) differences.push({ file, state: "extra" });
  return differences;
}

function firstDifferentLine(a: string, b: string): number {
  const lines = b.split("\n");
  return a.split("\n").findIndex((line, index) => line !== lines[index]) + 1 || lines.length;
}

function report(differences: readonly Difference[]): void {
  if (differences.length === 0) {
    process.stdout.write("Everything generated is what specs/ gives.\n");
    return;
  }
  for (const { file, state, line } of differences)
    process.stdout.write(`${state.padEnd(9)} ${file}${line ? `:${line}` : ""}\n`);
  process.stdout.write("\nThe generated files are not what specs/ gives. Mend it with: pnpm generate\n");
  process.exitCode = 1;
}

/** A reader never sees half a file. */
function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
