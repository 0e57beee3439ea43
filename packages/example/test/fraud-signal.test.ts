import { expect, test } from "vitest";
import { signal, startWorld } from "./world.ts";

const done = { status: 200, body: { isFrozen: true, cvv: "changed", cvvAskedAt: expect.any(Number) } };
const unconfirmed = { status: 202, body: { ...done.body, cvv: "unconfirmed" } };

test("a card is blocked and gets another CVV", async () => {
  const { mock, life, report, card } = await startWorld();
  expect(await report()).toEqual(done);
  expect(await card()).toEqual(done);
  expect(life.card(signal.cardId)).toMatchObject({ status: "BLOCKED", rotations: 1 });
  expect(mock.calls().map(({ operation, host }) => `${operation} ${host}`)).toEqual([
    "updateCardStatus api",
    "rotateCvv pci",
  ]);
});

test("a signal that comes again blocks the card again, and leaves its CVV", async () => {
  const { life, mock, report } = await startWorld();
  expect(await Promise.all([report(), report()])).toHaveLength(2);
  expect(await report()).toEqual(done);
  expect(mock.calls("updateCardStatus")).toHaveLength(3);
  expect(life.card(signal.cardId)?.rotations).toBe(1);
});

test("a time-out after the request was taken: the CVV is unconfirmed, and not asked for again, until its event comes", async () => {
  const { mock, life, events, report, deliver, card } = await startWorld({ timeout: 200 });
  mock.next("rotateCvv", { delay: 60_000 });
  expect(await report()).toEqual(unconfirmed);
  expect(await report()).toEqual(unconfirmed);
  expect(mock.calls("rotateCvv")).toMatchObject([{ taken: true }]);
  await deliver(events[0]);
  expect(await card()).toEqual(done);
  expect(await report()).toEqual(done);
  expect(life.card(signal.cardId)?.rotations).toBe(1);
});

test.each(["before", "after"] as const)(
  "a connection that is dropped %s the request was taken: blocking is repeated, rotating is not",
  async (drop) => {
    const { mock, life, report, events, deliver } = await startWorld();
    mock.next("updateCardStatus", { drop });
    mock.next("rotateCvv", { drop });
    expect(await report()).toEqual(unconfirmed);
    expect(mock.calls("updateCardStatus").map(({ answer }) => answer)).toEqual(["dropped", 200]);
    expect(mock.calls("rotateCvv").map(({ answer }) => answer)).toEqual(["dropped"]);
    // From outside both look the same. Only the event tells them apart.
    expect(life.card(signal.cardId)?.rotations).toBe(drop === "after" ? 1 : 0);
    expect(events).toHaveLength(drop === "after" ? 1 : 0);
    for (const event of events) expect(await deliver(event)).toMatchObject({ status: 200 });
    expect(await report()).toEqual(drop === "after" ? done : unconfirmed);
  },
);

test("a token that expired is renewed once, and the same request is sent again", async () => {
  const { mock, tokens, report } = await startWorld();
  mock.next("rotateCvv", { status: 401 });
  expect(await report()).toEqual(done);
  const [first, second] = mock.calls("rotateCvv");
  expect([first?.answer, second?.answer]).toEqual([401, 200]);
  expect(first?.headers.authorization).toBe("Bearer [token 1]");
  expect(second).toMatchObject({
    path: first?.path,
    body: first?.body,
    headers: { "x-cid": first?.headers["x-cid"], authorization: "Bearer [token 2]" },
  });
  expect(tokens()).toBe(2);
});

test("a token that is refused twice is an error, and nothing was done: the signal can come again", async () => {
  const { mock, life, tokens, report } = await startWorld();
  mock.next("rotateCvv", { status: 401 }, { times: 2 });
  expect(await report()).toMatchObject({ status: 502, body: { outcome: "rejected" } });
  expect(tokens()).toBe(2);
  expect(await report()).toEqual(done);
  expect(life.card(signal.cardId)?.rotations).toBe(1);
});

test("a card that could not be blocked is an error, and keeps its CVV until it is", async () => {
  const { mock, logged, report, card } = await startWorld();
  mock.next("updateCardStatus", { status: 500 }, { times: 3 });
  expect(await report()).toEqual({ status: 502, body: { outcome: "unknown", cid: expect.any(String) } });
  expect(mock.calls("rotateCvv")).toHaveLength(0);
  expect((await card()).status).toBe(404);
  expect(logged).toMatchObject([{ name: "PismoServerError", operation: "updateCardStatus", attempts: 3 }]);
  expect(await report()).toEqual(done);
});

test.each([
  ["no JSON", '{"cardId":"5412751234123456"'],
  ["no signal", '{"cardId":5412751234123456}'],
  ["null", "null"],
])("a signal that is %s is refused, and its text goes nowhere", async (_, text) => {
  const { mock, service, logged } = await startWorld();
  const response = await fetch(`${service.url}/fraud-signals`, { method: "POST", body: text });
  expect(response.status).toBe(400);
  expect((await response.text()) + String(logged)).not.toContain("5412");
  expect(mock.calls()).toEqual([]);
});
