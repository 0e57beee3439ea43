import { describe, expect, test } from "vitest";
import { deliverAtLeastOnce, makeEvent } from "../src/index.ts";

const events = [1, 2, 3].map((seed) => makeEvent("cards.rotate_cvv", {}, { seed }));
const [first, second, third] = events;

describe("events are delivered", () => {
  test("twice, in any order but the one given", () => {
    for (let seed = 0; seed < 100; seed++) {
      for (const given of [events, events.slice(0, 2)]) {
        const delivered = deliverAtLeastOnce(given, { seed });
        expect(delivered.toSorted((a, b) => a.timestamp.localeCompare(b.timestamp))).toEqual(
          deliverAtLeastOnce(given, { inOrder: true }),
        );
        expect(delivered).not.toEqual(deliverAtLeastOnce(given, { inOrder: true }));
      }
    }
  });

  test("in the same order for the same seed, in others for others", () => {
    const orders = Array.from({ length: 20 }, (_, seed) => deliverAtLeastOnce(events, { seed }));
    expect(deliverAtLeastOnce(events)).toEqual(orders[0]);
    expect(new Set(orders.map((order) => JSON.stringify(order))).size).toBeGreaterThan(10);
  });

  test("out of order only, or duplicated only", () => {
    expect(deliverAtLeastOnce([first, second], { copies: 1 })).toEqual([second, first]);
    expect(deliverAtLeastOnce(events, { inOrder: true })).toEqual([
      first,
      first,
      second,
      second,
      third,
      third,
    ]);
    expect(deliverAtLeastOnce([first], { copies: 3 })).toEqual([first, first, first]);
  });
});

test.each([0, -1, 1.5, Number.NaN])("no event is delivered %d times", (copies) => {
  expect(() => deliverAtLeastOnce(events, { copies })).toThrow("`copies` is a whole number from 1.");
});
