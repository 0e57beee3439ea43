import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Mock, startMock } from "../src/index.ts";
import { maskText, maskValue } from "../src/masking.ts";
import { performTokenOperation, rotateCvv, send, updateCardStatus } from "./requests.ts";

const pan = "4111111111111111";
const jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjF9.c2lnbmF0dXJl";
let mock: Mock;
const lines: string[] = [];
beforeAll(async () => {
  mock = await startMock({ log: (line) => lines.push(line) });
});
beforeEach(() => mock.reset());
afterAll(() => mock.stop());

test("what arrived can be read, in order", async () => {
  await updateCardStatus(mock, { status: "BLOCKED" });
  await rotateCvv(mock);
  expect(mock.calls().map(({ operation }) => operation)).toEqual(["updateCardStatus", "rotateCvv"]);
  expect(mock.calls("cards.updateCardStatus")).toMatchObject([
    {
      api: "cards",
      host: "api",
      method: "PUT",
      path: "/wallet/v1/customers/102377856/accounts/102378693/cards/6741322/status",
      query: {},
      body: { status: "BLOCKED" },
      answer: 200,
      taken: true,
      violations: [],
    },
  ]);
  expect(() => mock.calls("rotate")).toThrow("No operation `rotate`");
});

test("tokens are numbered, so that a fresh one can be told from the old one", async () => {
  await rotateCvv(mock, {}, { authorization: `Bearer ${jwt}` });
  await rotateCvv(mock, {}, { authorization: "Bearer second" });
  await rotateCvv(mock, {}, { authorization: `Bearer ${jwt}` });
  const [a, b, c] = mock.calls("rotateCvv").map(({ headers }) => headers.authorization);
  expect(a).toMatch(/^Bearer \[token \d+\]$/);
  expect([a === b, a === c]).toEqual([false, true]);
});

test("no secret is kept or logged, wherever it was sent", async () => {
  await performTokenOperation(
    mock,
    {
      operation_type: "CALL_CENTER_ACTIVATION",
      operation_reason: `card ${pan}, ${jwt}`,
      activation_code: "70861",
      cvv: "70862",
      deep: [{ pan, cardNumber: "70863", Password: "70864", [pan]: 1, number: Number(pan) }],
    },
    { authorization: `Bearer ${jwt}`, cookie: "id=70865", "x-api-key": "70866", "x-note": pan },
  );
  await send(
    mock,
    "pci",
    "POST",
    `/nowhere/${pan}?card=${pan}&token=70867&cvv=70868&n=4111%201111%201111%201111`,
    {},
  );
  await rotateCvv(mock, `cvv 70869`, { "content-type": "text/plain" });
  const kept = JSON.stringify(mock.calls()) + lines.join();
  expect(kept).not.toMatch(/4111|7086|eyJ/);
  expect(mock.calls("rotateCvv")[0]?.body).toBe("[9 bytes]");
  expect(mock.calls("performTokenOperation")[0]?.body).toMatchObject({
    operation_type: "CALL_CENTER_ACTIVATION",
    operation_reason: "card ***, ***",
    activation_code: "***",
  });
});

test("identifiers are no secrets", () => {
  const ids = {
    cardId: 6741322,
    id: "3f2b8e7c-1234-4123-8123-123456789012",
    status: "BLOCKED",
    at: "2026-01-04T17:20:15Z",
  };
  expect(maskValue(ids)).toEqual(ids);
  expect(maskText("account 102378693")).toBe("account 102378693");
});
