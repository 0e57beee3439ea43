import { createServer } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { documents } from "../src/generated/documents.ts";
import { type Call, type Mock, startMock } from "../src/index.ts";
import { startMockOf } from "../src/start-mock.ts";
import {
  counterPath,
  cvvPath,
  performTokenOperation,
  resetCvv2TryCounter,
  rotateCvv,
  send,
  statusPath,
  tokenPath,
  updateCardStatus,
} from "./requests.ts";

describe("a mock of all APIs", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock();
  });
  afterAll(() => mock.stop());

  test("serves every operation on the host of its kind, as its document says", async () => {
    const status = await updateCardStatus(mock);
    expect(status.status).toBe(200);
    expect(await status.json()).toMatchObject({ id: 6741322, status: "PENDING" });
    const cvv = await rotateCvv(mock);
    expect([cvv.status, await cvv.json()]).toEqual([200, { success: true }]);
    const token = await performTokenOperation(mock);
    expect([token.status, await token.text()]).toEqual([200, ""]);
    const counter = await resetCvv2TryCounter(mock);
    expect([counter.status, await counter.text()]).toEqual([204, ""]);
  });

  test("lists what it serves", () => {
    expect(mock.operations).toContainEqual({
      name: "performTokenOperation",
      api: "tokenization",
      method: "POST",
      host: "pci",
      url: `${mock.environment.pci}/cards-tokenization/v1/cards/{cardId}/network-tokens/{tokenId}`,
    });
    expect(mock.environment.api).not.toBe(mock.environment.pci);
  });

  test.each([
    ["rotateCvv", "api", "POST", cvvPath, "pci"],
    ["performTokenOperation", "api", "POST", tokenPath, "pci"],
    ["resetCvv2TryCounter", "api", "PATCH", counterPath, "pci"],
    ["updateCardStatus", "pci", "PUT", statusPath, "api"],
  ] as const)("refuses %s on the %s host", async (name, host, method, path, right) => {
    mock.reset();
    const response = await send(mock, host, method, path, {});
    expect(response.status).toBe(421);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 421, operation: name, host: right });
    expect(mock.calls(name)).toEqual([]);
    // `fetch` repeats a request once that was answered with 421, as the Fetch standard says.
    expect(mock.calls()).toSatisfy((calls: Call[]) =>
      calls.every((call) => call.answer === 421 && !call.taken),
    );
  });

  test("takes a path without its base path", async () => {
    const bare = tokenPath.replace("/cards-tokenization", "");
    const response = await send(mock, "pci", "POST", bare, {
      operation_type: "DELETE",
      operation_reason: "x",
    });
    expect(response.status).toBe(200);
  });

  test("says what it serves where a path is unknown", async () => {
    const response = await send(mock, "pci", "GET", "/nowhere");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      detail: "No operation of the pci host has the path /nowhere.",
      served: expect.arrayContaining(["POST /pcicards/v2/pcicards/cvv/{cardId}/reset"]),
    });
  });

  test("says which methods a path has", async () => {
    const response = await send(mock, "pci", "GET", cvvPath);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("does not resolve dots in a path", async () => {
    const answer = await raw(
      mock.environment.pci,
      `POST /x/..${cvvPath} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
  });

  test("returns the correlation id that it was sent, or makes one", async () => {
    const sent = await rotateCvv(mock, {}, { "x-cid": "abc" });
    expect(sent.headers.get("x-cid")).toBe("abc");
    const made = await rotateCvv(mock);
    expect(made.headers.get("x-cid")).toMatch(/^[\da-f-]{36}$/);
  });
});

test("serves only the APIs that are asked for", async () => {
  await using mock = await startMock({ apis: ["cards"] });
  expect((await rotateCvv(mock)).status).toBe(200);
  expect((await performTokenOperation(mock)).status).toBe(404);
  await expect(startMock({ apis: ["crads"] })).rejects.toThrow(
    /^No API `crads`; there are (.*, )?cards, .*\.$/,
  );
});

test("asks for the base path where several APIs have the same path", async () => {
  await using mock = await startMockOf({ one: document("/one"), two: document("/two") });
  expect((await send(mock, "api", "GET", "/one/things")).status).toBe(204);
  expect((await send(mock, "api", "GET", "/one-and/things")).status).toBe(404);
  const ambiguous = await send(mock, "api", "GET", "/things");
  expect(ambiguous.status).toBe(404);
  expect(await ambiguous.json()).toMatchObject({
    detail: "GET /things fits several APIs. Send it below a base path: /one (one), /two (two).",
  });
  expect(() => mock.next("listThings", { status: 500 })).toThrow("one.listThings, two.listThings");
  mock.next("two.listThings", { status: 503 });
  expect((await send(mock, "api", "GET", "/one/things")).status).toBe(204);
  expect((await send(mock, "api", "GET", "/two/things")).status).toBe(503);
});

test("leaves the documents as they are", async () => {
  await using _ = await startMock();
  // Prism replaces references by what they refer to.
  expect(JSON.stringify(documents)).toContain('"$ref"');
});

test("refuses a document whose operation has hosts of both kinds", async () => {
  const servers = [{ url: "https://api.example" }, { url: "https://gw-pci.example" }];
  await expect(startMockOf({ one: { ...document(""), servers } })).rejects.toThrow(
    "one: GET /things has servers of both host kinds",
  );
});

test("names a port that is taken, and leaves nothing open", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  const free = await freePort();
  await expect(startMock({ port: free, pciPort: port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is already in use.`,
  );
  await using mock = await startMock({ port: free, pciPort: 0 });
  expect(mock.environment.api).toBe(`http://127.0.0.1:${free}`);
  other.close();
});

test("the PCI host has the port after the other one's", async () => {
  let mock: Mock | undefined;
  let port = 0;
  for (let attempt = 0; !mock && attempt < 10; attempt++) {
    port = await freePort();
    mock = await startMock({ port }).catch(() => undefined);
  }
  await mock?.stop();
  expect(mock?.environment).toEqual({ api: `http://127.0.0.1:${port}`, pci: `http://127.0.0.1:${port + 1}` });
});

test("ten mocks run beside each other", async () => {
  const mocks = await Promise.all(Array.from({ length: 10 }, () => startMock()));
  mocks.forEach((mock, index) => {
    mock.next("rotateCvv", { status: 500 + index });
  });
  const statuses = await Promise.all(mocks.map(async (mock) => (await rotateCvv(mock)).status));
  expect(statuses).toEqual([500, 501, 502, 503, 504, 505, 506, 507, 508, 509]);
  await Promise.all(mocks.map((mock) => mock.stop()));
  await expect(rotateCvv(mocks[0] as Mock)).rejects.toThrow();
});

test("stops while requests wait, leaves no timer, and may be stopped twice", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const mock = await startMock();
  mock.next("rotateCvv", { delay: 60_000 });
  const waiting = expect(rotateCvv(mock)).rejects.toThrow();
  while (mock.calls("rotateCvv").length === 0) await new Promise(setImmediate);
  await mock.stop();
  await mock.stop();
  await waiting;
  // The fetch of this process has a timer of its own, until it sees that the sockets are closed.
  await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before), { timeout: 20_000 });
});

function document(base: string): object {
  return {
    openapi: "3.0.1",
    info: { title: "Things", version: "1" },
    servers: [{ url: `https://api.example${base}` }],
    paths: { "/things": { get: { operationId: "listThings", responses: { 204: { description: "" } } } } },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function raw(origin: string, text: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}
