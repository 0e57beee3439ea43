import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { installRuntimes } from "./install-runtimes.ts";
import { matrixResult, table } from "./report.ts";
import { runMatrix } from "./run-matrix.ts";
import { runtimes } from "./runtimes.ts";

const HELP = `Runs one integration suite, from the packed tarballs, on every runtime that the packages are for.

  pnpm matrix [runtime …] [--json <file>]

  runtime   ${runtimes.map(({ name }) => name).join(", ")}; all by default.
            What is missing is installed: from npm into packages/matrix/runtimes, Chromium by apt-get.
  --json    also writes the results to a file.

It fails where a test does, and in CI (the variable CI is set) where a runtime could not be run.
`;

function readArguments(): { names: readonly string[]; json: string | undefined } | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return undefined;
  for (const name of positionals) {
    if (!runtimes.some((runtime) => runtime.name === name))
      throw new Error(
        `There is no runtime ${name}; there are ${runtimes.map(({ name }) => name).join(", ")}.`,
      );
  }
  return { names: positionals, json: values.json };
}

async function main(): Promise<void> {
  const given = readArguments();
  if (!given) return void process.stdout.write(HELP);
  const { names, json } = given;
  const chosen = runtimes.filter(({ name }) => names.length === 0 || names.includes(name));
  const missing = await installRuntimes(chosen);
  const rows = await runMatrix(chosen, missing, ({ name, ms }) => process.stderr.write(`${name} ${ms} ms\n`));
  process.stdout.write(table(rows));
  const result = matrixResult(rows);
  if (json) {
    mkdirSync(dirname(json), { recursive: true });
    writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  }
  const isIncomplete = Boolean(process.env.CI) && rows.some(({ notRun }) => notRun !== undefined);
  if (result.failed > 0 || result.passed === 0 || isIncomplete) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
