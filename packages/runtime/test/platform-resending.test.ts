import { expect, test } from "vitest";
import { bodyInit } from "../src/platform-resending.ts";

test.each(["never", "idempotent"] as const)(
  "where fetch repeats by itself, what is sent (%s) is a stream of the same bytes",
  async (repeatability) => {
    const body = '{"service_code":"é"}';
    for (const content of [body, new TextEncoder().encode(body), new Blob([body])]) {
      const { body: stream } = bodyInit(content, repeatability);
      expect(stream).toBeInstanceOf(ReadableStream);
      expect(await new Response(stream!).text()).toBe(body);
    }
    expect(await new Response(bodyInit(null, repeatability).body!).text()).toBe("");
  },
);

test("what only reads is sent as it is", () => {
  expect(bodyInit(null, "safe")).toEqual({ body: null });
});
