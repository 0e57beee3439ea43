import { expect, test } from "vitest";
import { startMock } from "../src/index.ts";
import { cvvPath, rotateCvv } from "./requests.ts";

const origin = "https://shop.example";

test("a page of any origin may call the mock and read its answer", async () => {
  await using mock = await startMock();
  const preflight = await fetch(mock.environment.pci + cvvPath, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization, content-type",
    },
  });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    "access-control-allow-origin": origin,
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": "authorization, content-type",
  });
  expect(mock.calls()).toEqual([]);
  for (const body of [{}, { service_code: 1 }]) {
    const response = await rotateCvv(mock, body, { origin });
    expect(response.headers.get("access-control-allow-origin")).toBe(origin);
    expect(response.headers.get("access-control-expose-headers")).toContain("x-pismo-mock-violations");
  }
});

test("CORS can be switched off", async () => {
  await using mock = await startMock({ cors: false });
  const response = await rotateCvv(mock, {}, { origin });
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});
