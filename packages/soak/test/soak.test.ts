import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { usage } from "../src/command-line.ts";
import { planOf } from "../src/plan.ts";

async function soak(...args: string[]): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, ["--expose-gc", "src/soak.ts", ...args], { stdio: "pipe" });
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  const outputs = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await exit, output: outputs.join("") };
}

test("a short soak leaves nothing, and each call ends as it may", async () => {
  const { status, output } = await soak("--calls", "3000");
  expect(status, output).toBe(0);
  expect(output).toContain("did 34 of 34 kinds of faults");
  expect(output).toMatch(/calls that ended otherwise than they may +0 of 3000 +0 +ok/);
  expect(output).not.toContain("WRONG");
});

test("what cannot be asked for is refused in a line, and --help explains", async () => {
  expect(await soak("--help")).toEqual({ status: 0, output: `${usage}\n` });
  const { status, output } = await soak("--calls", "many");
  expect(status).toBe(1);
  expect(output).toMatch(/^--calls is a whole number.*"many"\.\n$/);
});

test("a plan is its seed's and index's", () => {
  expect(planOf(1, 42)).toEqual(planOf(1, 42));
  const plans = (seed: number) => Array.from({ length: 99 }, (_, index) => planOf(seed, index));
  expect(plans(1)).not.toEqual(plans(2));
});
