import { parseEvent } from "@pismo-client/events";
import { expect, test } from "vitest";
import { type CvvChangedEvent, createCardLife, startMock } from "../src/index.ts";
import { performTokenOperation, rotateCvv, updateCardStatus } from "./requests.ts";

const minute = 60_000;
const start = Date.parse("2026-03-01T15:00:00Z");

test("a card whose status was changed reads back as changed", async () => {
  const life = createCardLife();
  await using mock = await startMock({ life });
  const response = await updateCardStatus(mock, { status: "BLOCKED" });
  expect(await response.json()).toMatchObject({
    id: 6741322,
    status: "BLOCKED",
    account: { id: "102378693" },
    customer: { id: "102377856" },
  });
  expect(life.card("6741322")).toEqual({ status: "BLOCKED", accountId: 102378693, rotations: 0 });
  expect(life.card("1")).toBeUndefined();
});

test("a suspended token can be resumed, and a deleted one cannot", async () => {
  const life = createCardLife();
  await using mock = await startMock({ life });
  const perform = async (operation_type: string): Promise<number> =>
    (await performTokenOperation(mock, { operation_type, operation_reason: "x" })).status;
  const state = () => life.token("6741322", "DNITHE402033837");
  expect([await perform("SUSPEND"), state()]).toEqual([200, "suspended"]);
  expect([await perform("RESUME"), state()]).toEqual([200, "active"]);
  expect([await perform("DELETE"), state()]).toEqual([200, "deleted"]);
  expect([await perform("RESUME"), state()]).toEqual([400, "deleted"]);
  expect(mock.calls().at(-1)).toMatchObject({
    taken: false,
    violations: ["The token was deleted, which is for good"],
  });
});

test("a rotated CVV emits its event, and twice within two minutes schedules once", async () => {
  let now = start;
  const events: CvvChangedEvent[] = [];
  const life = createCardLife({ now: () => now, onEvent: (event) => events.push(event) });
  await using mock = await startMock({ life });
  await updateCardStatus(mock, { status: "NORMAL" });
  for (const minutes of [0, 1.99, 0.02]) {
    now += minutes * minute;
    await rotateCvv(mock, {}, { "x-cid": "abc", "x-tenant": "TN-1" });
  }
  expect(events.map(({ data }) => data.cvv_next_rotation_date)).toEqual([
    "2026-03-02T15:00:00.000Z",
    "2026-03-02T15:00:00.000Z",
    "2026-03-02T15:02:00.600Z",
  ]);
  expect(events[0]).toMatchObject({
    domain: "cards",
    event_type: "rotate_cvv",
    schema_version: 1,
    org_id: "TN-1",
    cid: "abc",
    timestamp: "2026-03-01T15:00:00.000Z",
    data: { card_id: 6741322, account_id: 102378693, card_status: "NORMAL", cvv_rotation_type: "MANUAL" },
  });
  expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(3);
  for (const event of events)
    expect(parseEvent(JSON.stringify(event))).toMatchObject({ type: "cards.rotate_cvv", deviations: [] });
  expect(life.card("6741322")).toMatchObject({ rotations: 3, nextRotation: now + 24 * 60 * minute });
});

test("what was refused, failed or never taken leaves no trace; what was taken and not answered does", async () => {
  const life = createCardLife();
  await using mock = await startMock({ life });
  await rotateCvv(mock, { service_code: 1 });
  mock.next("rotateCvv", { status: 500 });
  await rotateCvv(mock);
  mock.next("rotateCvv", { drop: "before" });
  await rotateCvv(mock).catch(() => {});
  expect(life.card("6741322")).toBeUndefined();
  mock.next("rotateCvv", { drop: "after" });
  await rotateCvv(mock).catch(() => {});
  expect(life.card("6741322")?.rotations).toBe(1);
});

test("a subscriber that throws is no silent failure", async () => {
  const life = createCardLife({
    onEvent: () => {
      throw new Error("full");
    },
  });
  await using mock = await startMock({ life });
  const response = await rotateCvv(mock);
  expect([response.status, await response.json()]).toMatchObject([500, { detail: "The mock failed: full" }]);
});

test("a life is made by createCardLife", async () => {
  await expect(startMock({ life: { card: () => undefined, token: () => undefined } })).rejects.toThrow(
    "`life` is what createCardLife() returns",
  );
});
