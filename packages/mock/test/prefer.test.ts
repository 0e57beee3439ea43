import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mock, startMock } from "../src/index.ts";
import { parsePrefer } from "../src/prefer.ts";
import { performTokenOperation, rotateCvv } from "./requests.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.stop());

test.each([
  ["code=404", { code: 404 }],
  ["Code=404, example=one", { code: 404, exampleKey: "one" }],
  ['code=404; example="a \\"b\\", c"', { code: 404, exampleKey: 'a "b", c' }],
  ["dynamic=true, seed=x, respond-async", { dynamic: true, seed: "x" }],
  ["code=40, code=abcd", {}],
  ["", {}],
])("reads %j", (header, preference) => {
  expect(parsePrefer(header)).toEqual(preference);
});

test("every declared status can be asked for", async () => {
  for (const code of [200, 401, 403, 404, 500]) {
    expect((await rotateCvv(mock, {}, { prefer: `code=${code}` })).status).toBe(code);
  }
  const undeclared = await rotateCvv(mock, {}, { prefer: "code=418" });
  expect(undeclared.status).toBe(404);
  expect(await undeclared.json()).toMatchObject({
    detail: "Requested status code 418 is not defined in the document.",
  });
});

test("a named example can be asked for, and an unknown one is no other", async () => {
  const known = await performTokenOperation(mock, undefined, { prefer: "code=500, example=example-1" });
  expect([known.status, await known.json()]).toEqual([
    500,
    { error_code: "ERR5446", message: "Internal server error" },
  ]);
  const alone = await performTokenOperation(mock, undefined, { prefer: "example=example-1" });
  expect(alone.status).toBe(400);
  const unknown = await performTokenOperation(mock, undefined, { prefer: "code=500, example=example-2" });
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({
    detail:
      "performTokenOperation has no example `example-2` of status 500; its document has `example-1` (400), `example-1` (401), `example-1` (500).",
  });
});

test("an invalid request is refused whatever it prefers", async () => {
  expect((await performTokenOperation(mock, {}, { prefer: "code=200" })).status).toBe(400);
});
