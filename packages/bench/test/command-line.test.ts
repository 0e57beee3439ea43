import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

function bench(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const file = join(import.meta.dirname, "../src/bench.ts");
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test("--help names every measure", async () => {
  const { code, stdout } = await bench("--help");
  expect(code).toBe(0);
  for (const name of ["loopback", "cpu", "bytes", "start", "modules", "types", "generation", "events"])
    expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
});

test.each([
  [["nothing"], "There is no measure nothing."],
  [["--slow"], "--slow"],
])("%j is refused without a stack", async (args, message) => {
  const { code, stderr } = await bench(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("some measures are printed, and their goals judged; off a terminal there is no progress", async () => {
  const { code, stdout, stderr } = await bench("bytes", "--quick");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^@pismo-client\/cards +[\d,]+$/m);
  expect(stdout).toMatch(/^(met|missed) +One operation, bundled for a browser: [\d,]+ bytes/m);
  expect(stderr).toBe("");
});
