import { inspect } from "node:util";
import { deliverAtLeastOnce, makeEvent } from "@pismo-client/mock";
import { createMemorySeenStore } from "pismo-client/events";
import { expect, test } from "vitest";
import { startWorld } from "./world.ts";

const card_id = 6741322;

test("an event that comes twice is handled once", async () => {
  const { deliver } = await startWorld();
  const event = makeEvent("cards.rotate_cvv");
  expect(await deliver(event)).toEqual({ status: 200, body: { status: "handled" } });
  expect(await deliver(event)).toEqual({ status: 200, body: { status: "duplicate" } });
});

test("an event that was handled before a restart is not handled after it", async () => {
  const seen = createMemorySeenStore();
  const [before, after] = [await startWorld({}, { seen }), await startWorld({}, { seen })];
  await before.deliver(makeEvent("cards.rotate_cvv"));
  expect(await after.deliver(makeEvent("cards.rotate_cvv"))).toMatchObject({ body: { status: "duplicate" } });
});

test("the event of an earlier rotation confirms nothing, whatever the order", async () => {
  const { mock, events, report, deliver, card } = await startWorld();
  mock.next("rotateCvv", { drop: "after" });
  await report();
  const earlier = [1, 2].map((seed) => makeEvent("cards.rotate_cvv", { data: { card_id } }, { seed }));
  for (const event of deliverAtLeastOnce(earlier)) await deliver(event);
  expect(await card()).toMatchObject({ body: { cvv: "unconfirmed" } });
  for (const event of deliverAtLeastOnce([...earlier, ...events])) await deliver(event);
  expect(await card()).toMatchObject({ body: { cvv: "changed" } });
});

test("the event of another card confirms nothing", async () => {
  const { mock, report, deliver, card } = await startWorld();
  mock.next("rotateCvv", { drop: "before" });
  await report();
  const timestamp = new Date(Date.now() + 1000).toISOString();
  await deliver(makeEvent("cards.rotate_cvv", { timestamp }));
  expect(await card()).toMatchObject({ body: { cvv: "unconfirmed" } });
  await deliver(makeEvent("cards.rotate_cvv", { timestamp, data: { card_id } }, { seed: 1 }));
  expect(await card()).toMatchObject({ body: { cvv: "changed" } });
});

const holder = "Warren Pease";
const malformed: readonly (readonly [string, unknown, object])[] = [
  ["no JSON", `{"data":{"card_printed_name":"${holder}`, [{ kind: "syntax" }]],
  [
    "no event",
    { card_printed_name: holder },
    expect.arrayContaining([{ pointer: "/data", kind: "missing" }]),
  ],
  [
    "one that its document forbids",
    makeEvent("cards.rotate_cvv", { data: { card_id: holder, account_id: undefined } }),
    [
      { pointer: "/data/account_id", kind: "missing", message: "is required" },
      { pointer: "/data/card_id", kind: "type", message: "must be integer" },
    ],
  ],
];

test.each(malformed)(
  "a malformed event, %s, is answered with what is wrong, without its values",
  async (_, event, problems) => {
    const { deliver, logged } = await startWorld();
    const { status, body } = await deliver(event);
    expect(status).toBe(400);
    expect(body).toMatchObject({ problems: Array.isArray(problems) ? problems : expect.any(Array) });
    expect(logged).toHaveLength(1);
    expect(inspect([body, logged], { depth: 9, showHidden: true })).not.toMatch(/Warren|Pease|0504|U5xsBtm2/);
    expect(await deliver(makeEvent("cards.rotate_cvv"))).toMatchObject({ body: { status: "handled" } });
  },
);

test("an event that this release does not know is put aside, complete", async () => {
  const { deliver, putAside } = await startWorld();
  const event = makeEvent("cards.rotate_cvv", { schema_version: 2, data: { new_member: "x" } });
  expect(await deliver(event)).toEqual({ status: 200, body: { status: "unknown" } });
  expect(putAside).toMatchObject([{ type: "unknown", version: 2, data: event.data }]);
});

test("an event that cannot be handled is an error, and its redelivery is handled", async () => {
  const full = new Error("disk full");
  let failures = 1;
  const putAside = () => {
    if (failures-- > 0) throw full;
  };
  const { deliver, logged } = await startWorld({}, { putAside });
  const event = makeEvent("cards.rotate_cvv", { schema_version: 2 });
  expect(await deliver(event)).toEqual({ status: 500, body: { problem: "internal error" } });
  expect(logged).toEqual([full]);
  expect(await deliver(event)).toMatchObject({ body: { status: "unknown" } });
  expect(await deliver(event)).toMatchObject({ body: { status: "duplicate" } });
});
