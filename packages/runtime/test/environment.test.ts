import { expect, test } from "vitest";
import { createClient, type Environment, PismoConfigError } from "../src/index.ts";
import { clientOf } from "./client.ts";
import { listCards, resetCounter, rotateCvv } from "./operations.ts";
import { json, serve } from "./server.ts";

const PCI = "https://pci.bank.example";
const create = (environment: unknown) => () =>
  createClient({ environment: environment as Environment, accountToken: "t" });

test.each([
  ["no environment", undefined],
  ["production by name", "production"],
  ["no pci host", { api: "https://api.bank.example" }],
  ["no api host", { pci: PCI }],
  ["plain http", { api: "http://api.bank.example", pci: PCI }],
  [
    "plain http to a name that begins like a loopback address",
    { api: "http://127.0.0.1.evil.example", pci: PCI },
  ],
  ["plain http to a name below localhost", { api: "http://api.localhost:4010", pci: PCI }],
  ["plain http to a name that begins like localhost", { api: "http://localhost.evil.example", pci: PCI }],
  ["plain http to a user who is called localhost", { api: "http://localhost:80@evil.example", pci: PCI }],
  ["plain http to a private address", { api: "http://10.0.0.1", pci: PCI }],
  ["another scheme", { api: "ftp://api.bank.example", pci: PCI }],
  ["credentials", { api: "https://user:pa55word@api.bank.example", pci: PCI }],
  ["a query", { api: "https://api.bank.example?a=b", pci: PCI }],
  ["an empty query", { api: "https://api.bank.example?", pci: PCI }],
  ["a fragment", { api: "https://api.bank.example#", pci: PCI }],
  ["the same host twice", { api: PCI, pci: PCI }],
  ["the same host, spelt differently", { api: "https://PCI.bank.example.:443/", pci: PCI }],
])("refuses %s", (_, environment) => {
  expect(create(environment)).toThrow(PismoConfigError);
  expect(create(environment)).not.toThrow("pa55word");
});

test.each([
  ["the sandbox", "sandbox"],
  ["two https hosts", { api: "https://api.bank.example", pci: PCI }],
  ["one host with two paths", { api: `${PCI}/api/`, pci: `${PCI}/pci/` }],
  ["any loopback address", { api: "http://127.8.9.1:4010", pci: "http://127.1:4011/pci" }],
  ["loopback", { api: "http://localhost:4010", pci: "http://[::1]:4010" }],
])("accepts %s", (_, environment) => {
  expect(create(environment)).not.toThrow();
});

test("the sandbox's hosts are those of the documents", async () => {
  const urls: string[] = [];
  const client = createClient({
    environment: "sandbox",
    accountToken: "t",
    tenant: "TN-1",
    fetch: async (url) => {
      urls.push(url);
      return new Response("{}");
    },
  });
  await client.call(listCards, { accountId: 1 });
  await client.call(rotateCvv, { cardId: "1", body: {} });
  await client.call(resetCounter, { cardId: "1", body: {} });
  expect(urls).toEqual([
    "https://sandbox.pismolabs.io/accounts/1/cards",
    "https://gw-pci.pismolabs.io/cvv/1/reset",
    "https://gw-pci.pismolabs.io/cards-tokenization/v1/cards/1/counter",
  ]);
});

test("a request reaches the host of its operation's kind only", async () => {
  const api = await serve((response) => json(response, 200, {}));
  const pci = await serve((response) => json(response, 200, {}));
  const client = clientOf(api, { environment: { api: api.url, pci: pci.url } });
  await client.call(listCards, { accountId: 1 });
  await client.call(rotateCvv, { cardId: "1", body: {} });
  await client.call(resetCounter, { cardId: "1", body: {} });
  expect(api.received.map(({ url }) => url)).toEqual(["/accounts/1/cards"]);
  expect(pci.received.map(({ url }) => url)).toEqual([
    "/cvv/1/reset",
    "/cards-tokenization/v1/cards/1/counter",
  ]);
});

test.each([301, 302, 303, 307, 308])("a redirect with %i is not followed", async (status) => {
  const elsewhere = await serve((response) => json(response, 200, {}));
  const server = await serve((response) =>
    response.writeHead(status, { location: `${elsewhere.url}/login?next=secret-query` }).end(),
  );
  await expect(clientOf(server).call(rotateCvv, { cardId: "1", body: {} })).rejects.toMatchObject({
    name: "PismoResponseError",
    status,
    outcome: "unknown",
    message: expect.stringMatching(new RegExp(`redirect to ${elsewhere.url}/login, which is not followed`)),
  });
  expect(elsewhere.received).toEqual([]);
  expect(server.received).toHaveLength(1);
});

test("a fetch that follows redirects does not make a success of them", async () => {
  const elsewhere = await serve((response) => json(response, 200, {}));
  const server = await serve((response) => response.writeHead(307, { location: elsewhere.url }).end());
  const client = clientOf(server, { fetch: (url, init) => fetch(url, { ...init, redirect: "follow" }) });
  await expect(client.call(rotateCvv, { cardId: "1", body: {} })).rejects.toMatchObject({
    name: "PismoResponseError",
  });
});

test("the global fetch is looked up when it is needed", async () => {
  const server = await serve((response) => json(response, 200, { real: true }));
  const client = clientOf(server);
  const original = globalThis.fetch;
  globalThis.fetch = async () => new Response('{"replaced":true}');
  try {
    expect(await client.call(rotateCvv, { cardId: "1", body: {} })).toEqual({ replaced: true });
  } finally {
    globalThis.fetch = original;
  }
  expect(await client.call(rotateCvv, { cardId: "1", body: {} })).toEqual({ real: true });
});
