import { expect, test } from "vitest";
import { median, trendOf } from "../src/trend.ts";

test("a median", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("the warm-up does not count, and one sample does not tell", () => {
  const samples = Array.from({ length: 30 }, () => 10);
  expect(trendOf(samples.with(0, 99).with(1, 99).with(2, 99))).toEqual({ early: 10, late: 10 });
  expect(trendOf(samples.with(5, 99).with(29, 99))).toEqual({ early: 10, late: 10 });
});

test("what grows with each round shows", () => {
  const { early, late } = trendOf(Array.from({ length: 30 }, (_, round) => round));
  expect(late - early).toBe(18);
});
