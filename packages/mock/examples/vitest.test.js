import { startMock } from "@pismo-client/mock";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { rotateCvv } from "./rotate-cvv.js";

let mock;
beforeAll(async () => {
  mock = await startMock();
});
afterEach(() => mock.reset());
afterAll(() => mock.stop());

test("a failed rotation is reported", async () => {
  mock.next("rotateCvv", { status: 500 });
  await expect(rotateCvv(mock.environment, "6741322")).rejects.toThrow("500");
  expect(mock.calls("rotateCvv")).toHaveLength(1);
});
