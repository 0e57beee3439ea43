import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer } from "../src/answer.ts";
import { bare, connectOf, contestants } from "../src/contestants.ts";
import type { Connect } from "../src/peers/peer.ts";
import { checkCall } from "../src/received.ts";
import { Server } from "../src/serve.ts";
import { recordingStub } from "../src/stub.ts";

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server[Symbol.dispose]());

describe.each(contestants)("$name", (contestant) => {
  test("sends the request and returns the answer, over a connection", async () => {
    const connect = await connectOf(contestant);
    await checkCall(contestant, connect({ baseUrl: server.baseUrl }), () => server.seen());
  });

  test("and over the transport that it is given", async () => {
    const connect = await connectOf(contestant);
    const { fetch, seen } = recordingStub();
    const before = (await server.seen()).requests;
    await checkCall(contestant, connect({ baseUrl: server.baseUrl, fetch }), seen);
    expect((await server.seen()).requests).toBe(before);
  });
});

describe("who cheats is found out", () => {
  const fetchPeer = contestants.find(({ name }) => name === bare)!;

  async function check(disturb: (call: () => Promise<unknown>) => ReturnType<Connect>): Promise<void> {
    const call = (await connectOf(fetchPeer))({ baseUrl: server.baseUrl });
    await checkCall(fetchPeer, disturb(call), () => server.seen());
  }

  test("honest calls pass", async () => {
    await check((call) => call);
  });

  test.each([
    ["answers without calling", () => async () => answer, /sends one request/],
    [
      "calls twice",
      (call: () => Promise<unknown>) => async () => {
        await call();
        return call();
      },
      /sends one request/,
    ],
    [
      "drops the answer",
      (call: () => Promise<unknown>) => async () => {
        await call();
        return {};
      },
      /returns/,
    ],
  ])("%s", async (_, disturb, message) => {
    await expect(check(disturb)).rejects.toThrow(message);
  });

  test.each([
    ["another method", { method: "POST" }, /what fetch sends/],
    [
      "another token",
      { headers: { authorization: "Bearer b", "content-type": "application/json" } },
      /what fetch sends/,
    ],
    ["another body", { body: '{"status":"NORMAL"}' }, /the body/],
    ["no media type", { headers: { authorization: "Bearer a-token" } }, /calls its body/],
  ])("sends %s", async (_, init, message) => {
    const connect = await connectOf(fetchPeer);
    const changed: typeof fetch = (input, given) => fetch(input, { ...given, ...init });
    const call = connect({ baseUrl: server.baseUrl, fetch: changed });
    await expect(checkCall(fetchPeer, call, () => server.seen())).rejects.toThrow(message);
  });
});
