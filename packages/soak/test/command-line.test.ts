import { expect, test } from "vitest";
import { readCommandLine } from "../src/command-line.ts";

test("defaults, and what is asked for", () => {
  expect(readCommandLine([])).toEqual({ calls: 200_000, atOnce: 64, seed: 1 });
  expect(readCommandLine(["--calls", "500", "--at-once", "2", "--seed", "7"])).toEqual({
    calls: 500,
    atOnce: 2,
    seed: 7,
  });
  expect(readCommandLine(["--help"])).toBeUndefined();
});

test.each([
  ["--calls", "0"],
  ["--calls", "1e6"],
  ["--at-once", "-1"],
  ["--seed", "x"],
  ["--rounds", "1"],
  ["5"],
])("%s %s is refused", (...argv) => {
  expect(() => readCommandLine(argv)).toThrow();
});
