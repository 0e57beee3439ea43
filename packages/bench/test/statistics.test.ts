import { expect, test } from "vitest";
import { interleave } from "../src/interleave.ts";
import { isBehind, type TableHead, toTable } from "../src/results.ts";
import { against, quantile, spread } from "../src/statistics.ts";

const head: TableHead = {
  id: "x",
  title: "X",
  unit: "ms",
  better: "lower",
  compare: "ratio",
  how: "",
  ours: "ours",
};

test("quantiles lie between the values", () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([1, 2], 0.5)).toBe(1.5);
  expect(quantile([7], 0.25)).toBe(7);
  expect(spread([1, 2, 3, 4, 5])).toEqual({ median: 3, low: 2, high: 4 });
});

test("ratios are of the same round, so that a slow round does not count", () => {
  const samples = new Map([
    ["fetch", [1, 100, 1]],
    ["peer", [2, 200, 2]],
  ]);
  const ratios = against(samples, "fetch", (value, fetch) => value / fetch);
  expect(ratios.get("peer")).toEqual([2, 2, 2]);
});

test("contestants take turns, in another order each round; the first round does not count", async () => {
  const order: string[] = [];
  const samples = await interleave(
    ["a", "b", "c"],
    { rounds: 2 },
    () => {},
    (name) => order.push(name),
  );
  expect(order.join("")).toBe("abcbcacab");
  expect(samples.get("a")).toEqual([6, 8]);
});

test.each([
  ["lower", "ratio", [1, 1, 1, 1, 1], [0.9, 0.9, 0.9, 0.9, 5], true],
  ["lower", "ratio", [1, 1, 1, 1], [0.9, 0.9, 5, 5], false],
  ["higher", "ratio", [1, 1, 1, 1], [2, 2, 2, 2], true],
  ["higher", "ratio", [1, 1, 1, 1], [0.5, 0.5, 0.5, 0.5], false],
  ["lower", "difference", [0, 0, 0, 0], [-1, -1, -1, -1], true],
  ["lower", "difference", [0, 0, 0, 0], [0, 0, 0, 0], false],
] as const)(
  "%s is better, by %s: behind is who is behind in three of four rounds",
  (better, compare, ours, peer, expected) => {
    const table = toTable(
      { ...head, better, compare },
      new Map<string, readonly number[]>([
        ["ours", ours],
        ["peer", peer],
      ]),
    );
    expect(isBehind(table.figures[1]!, table)).toBe(expected);
    expect(isBehind(table.figures[0]!, table)).toBe(false);
  },
);
