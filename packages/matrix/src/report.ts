import type { Result } from "../suite/harness.ts";

/** What became of one runtime. */
export interface Row {
  readonly name: string;
  /** The runtime's own word; empty where it was not run. */
  readonly version: string;
  readonly ms: number;
  readonly results: readonly Result[];
  /** Why it was not run; absent where it was. */
  readonly notRun?: string;
}

/** What `--json` writes. */
export interface MatrixResult {
  readonly passed: number;
  readonly failed: number;
  readonly runtimes: readonly {
    readonly name: string;
    readonly version: string;
    readonly passed: number;
    readonly failed: number;
    readonly ms: number;
    readonly notRun?: string;
    readonly failures: readonly { readonly name: string; readonly problem: string }[];
  }[];
}

export function matrixResult(rows: readonly Row[]): MatrixResult {
  const runtimes = rows.map(({ name, version, ms, results, notRun }) => {
    const failures = results.flatMap(({ name, problem }) =>
      problem === undefined ? [] : [{ name, problem }],
    );
    const passed = results.length - failures.length;
    return {
      name,
      version,
      passed,
      failed: failures.length,
      ms,
      ...(notRun !== undefined && { notRun }),
      failures,
    };
  });
  return {
    passed: sum(runtimes.map(({ passed }) => passed)),
    failed: sum(runtimes.map(({ failed }) => failed)),
    runtimes,
  };
}

/** The results as a table, what failed below it, and a last line as vitest has it. */
export function table(rows: readonly Row[]): string {
  const { passed, failed, runtimes } = matrixResult(rows);
  const cells = runtimes.map(({ name, version, passed, failed, ms, notRun }) =>
    notRun === undefined
      ? [name, version, String(passed), String(failed), String(ms)]
      : [name, "not run", "-", "-", "-"],
  );
  const lines = align([["runtime", "version", "passed", "failed", "ms"], ...cells]);
  const details = runtimes.flatMap(({ name, failures, notRun }) => [
    ...(notRun === undefined ? [] : [`${name} was not run: ${notRun}`]),
    ...failures.map(
      ({ name: test, problem }) => `${name} ✗ ${test}\n    ${problem.replaceAll("\n", "\n    ")}`,
    ),
  ]);
  const counts = [...(failed > 0 ? [`${failed} failed`] : []), `${passed} passed`].join(" | ");
  return `\n${[...lines, "", ...details].join("\n")}\nTests  ${counts} (${passed + failed})\n`;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
