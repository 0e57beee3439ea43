// node --test
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { startMock } from "@pismo-client/mock";
import { rotateCvv } from "./rotate-cvv.js";

let mock;
before(async () => {
  mock = await startMock();
});
afterEach(() => mock.reset());
after(() => mock.stop());

test("a failed rotation is reported", async () => {
  mock.next("rotateCvv", { status: 500 });
  await assert.rejects(rotateCvv(mock.environment, "6741322"), /500/);
  assert.equal(mock.calls("rotateCvv").length, 1);
});
