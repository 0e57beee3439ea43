import { cardCvvChangedExample, createEventHandler, EventError, parseEvent } from "@pismo-client/events";
import { describe, expect, test } from "vitest";
import { eventSources } from "../src/generated/events.ts";
import { type EventType, makeEvent } from "../src/index.ts";

const seeds = Array.from({ length: 200 }, (_, index) => index * 7);

describe.each(eventSources.map(({ type, version }) => ({ type: type as EventType, version })))(
  "$type $version",
  ({ type, version }) => {
    const made = seeds.map((seed) => makeEvent(type, {}, { seed, version }));

    test("is valid, whatever the seed, parsed or as a text", () => {
      const ordinary = parseEvent(made[0]!).deviations;
      for (const event of made) {
        expect(parseEvent(JSON.stringify(event))).toMatchObject({ type, version, data: event.data });
        expect(parseEvent(event).deviations).toEqual(ordinary);
      }
    });

    test("is the same for the same seed, and another one for another", () => {
      expect(seeds.map((seed) => makeEvent(type, {}, { seed, version }))).toEqual(made);
      for (const member of ["event_id", "cid", "timestamp"] as const)
        expect(new Set(made.map((event) => event[member])).size).toBe(seeds.length);
    });
  },
);

test("without a seed it is the published example, in its envelope", () => {
  expect(makeEvent("cards.rotate_cvv")).toEqual({
    event_id: "29faea6f-52f8-44af-807d-56d7c4e411a0",
    schema_version: 1,
    domain: "cards",
    event_type: "rotate_cvv",
    org_id: "TN-34778262-f4f0-464d-b4c6-a14e2dc6f4be",
    cid: "0e504015-05ca-4f52-a022-6483cf7b53a7",
    timestamp: "2019-07-20T19:03:00.000Z",
    data: cardCvvChangedExample,
  });
});

test("seeds give every value that the document lists", () => {
  const payloads = seeds.map((seed) => makeEvent("cards.rotate_cvv", {}, { seed }).data);
  expect(new Set(payloads.map((data) => data.card_status)).size).toBe(17);
  expect(new Set(payloads.map((data) => data.transaction_limit))).toEqual(new Set([100, 1000, null]));
  expect(new Set(payloads.map((data) => "abu_enabled" in data))).toEqual(new Set([true, false]));
});

describe("overrides", () => {
  test("replace members of the envelope and of the payload, and add others", () => {
    const event = makeEvent("cards.rotate_cvv", {
      cid: "abc",
      more: 1,
      data: { card_id: 6741322, new_member: [] },
    });
    expect(event).toMatchObject({ cid: "abc", more: 1, data: { card_id: 6741322, account_id: 8675309 } });
    expect(parseEvent(event).data).toHaveProperty("new_member", []);
  });

  test("can make it invalid", () => {
    const event = makeEvent("cards.rotate_cvv", {
      event_id: undefined,
      data: { card_id: "x", status: undefined },
    });
    expect(event).not.toHaveProperty("event_id");
    expect(() => parseEvent(event)).toThrow(EventError);
    expect(() => parseEvent(event)).toThrow(
      "/event_id is required; /data/status is required; /data/card_id must be integer.",
    );
  });

  test("are copied: an event that is changed changes no other", () => {
    const metadata = { key: "value" };
    const event = makeEvent("cards.rotate_cvv", { data: { metadata } });
    (event.data.metadata as Record<string, unknown>).key = "changed";
    Object.assign(event.data, { card_id: 1 });
    expect(metadata).toEqual({ key: "value" });
    expect(makeEvent("cards.rotate_cvv").data.card_id).toBe(5476631);
  });
});

test("an event handler takes it, and knows it again", async () => {
  const handle = createEventHandler({ "cards.rotate_cvv": () => {} }, { onUnknown: () => {} });
  const statuses = [1, 2, 1].map(
    async (seed) => (await handle(makeEvent("cards.rotate_cvv", {}, { seed }))).status,
  );
  expect(await Promise.all(statuses)).toEqual(["handled", "handled", "duplicate"]);
});

test("what cannot be made is refused", () => {
  expect(() => makeEvent("cards.rotate_cw" as EventType)).toThrow(
    "No event `cards.rotate_cw` can be made; there are cards.rotate_cvv 1",
  );
  expect(() => makeEvent("cards.rotate_cvv", {}, { version: 9 })).toThrow("No event `cards.rotate_cvv 9`");
  for (const seed of [-1, 0.5, Number.NaN, 2 ** 32])
    expect(() => makeEvent("cards.rotate_cvv", {}, { seed })).toThrow(RangeError);
  expect(parseEvent(makeEvent("cards.rotate_cvv", {}, { seed: 2 ** 32 - 1 })).deviations).toEqual([]);
});
