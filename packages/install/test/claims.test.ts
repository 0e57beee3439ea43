import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Manifest, readJson, root } from "../src/workspace.ts";

const { scripts } = readJson<Manifest>(join(root, "package.json"));
const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split(/^## Each claim .*$/m);
const claims = section
  .split(/^## /m)[0]!
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (what we say|---)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, claim = "", commands = "", proof = ""]) => ({
    claim,
    commands: [...commands.matchAll(/`([^`]+)`/g)].map(([, command]) => command!.split(" ")),
    targets: [...proof.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!),
  }));

test("the README claims something", () => {
  expect(claims.length).toBeGreaterThan(0);
});

test.for(claims)("$claim: there is such a command", ({ commands, targets }) => {
  expect(commands).not.toEqual([]);
  for (const [script = "", ...args] of commands) {
    expect(Object.keys(scripts)).toContain(script);
    if (script === "prove") expectTests(args);
  }
  for (const target of targets) expect(existsSync(join(root, target)), target).toBe(true);
});

/** The arguments of `prove`: a package, and after `--` parts of the names of its test files. */
function expectTests([name, , ...parts]: readonly string[]): void {
  const folder = ["scripts", ...readdirSync(join(root, "packages")).map((each) => `packages/${each}`)]
    .map((each) => join(root, each))
    .find((each) => readJson<Manifest>(join(each, "package.json")).name === name);
  expect(folder, name).toBeDefined();
  const files = readdirSync(join(folder!, "test")).filter((file) => file.endsWith(".test.ts"));
  for (const part of ["", ...parts])
    expect(
      files.some((file) => file.includes(part)),
      `${name} ${part}`,
    ).toBe(true);
}
