import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { rotateCvv } from "@pismo-client/cards";
import { expect, onTestFinished, test, vi } from "vitest";
import { createPismoClient, PismoConfigError } from "../src/index.ts";

async function serve(): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end('{"success":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

test("an account's client has the APIs, and is itself a client for the plain functions", async () => {
  const { url, received } = await serve();
  const accountToken = vi.fn(({ accountId }: { accountId: string }) => `token-of-${accountId}`);
  const pismo = createPismoClient({
    environment: { api: `${url}/api`, pci: `${url}/pci` },
    accountToken,
    tenant: "TN-1",
  });
  const account = pismo.forAccount("7");
  expect(await account.cards.rotateCvv({ cardId: "9", body: {} })).toEqual({ success: true });
  await rotateCvv(account, { cardId: "9", body: {} });
  await account.cards.raw.POST("/pcicards/v2/pcicards/cvv/{cardId}/reset", {
    params: { path: { cardId: "9" } },
    body: {},
  });
  await pismo
    .forAccount(8)
    .cards.updateCardStatus({ customerId: "1", accountId: 8, cardId: "9", body: { status: "BLOCKED" } });
  const cvv = "POST /pci/pcicards/v2/pcicards/cvv/9/reset Bearer token-of-7";
  expect(received).toEqual([
    cvv,
    cvv,
    cvv,
    "PUT /api/wallet/v1/customers/1/accounts/8/cards/9/status Bearer token-of-8",
  ]);
  expect(accountToken).toHaveBeenCalledTimes(2);
});

test("two clients of one account share its token, and an API is bound once", async () => {
  const { url } = await serve();
  const accountToken = vi.fn(() => "t");
  const pismo = createPismoClient({ environment: { api: `${url}/api`, pci: `${url}/pci` }, accountToken });
  const account = pismo.forAccount("7");
  expect(account.cards).toBe(account.cards);
  await account.cards.rotateCvv({ cardId: "9", body: {} });
  await pismo.forAccount(7).cards.rotateCvv({ cardId: "9", body: {} });
  expect(accountToken).toHaveBeenCalledOnce();
});

test("what is printed of a client holds no token", () => {
  const pismo = createPismoClient({ environment: "sandbox", accountToken: "token-1" });
  const account = pismo.forAccount("7");
  expect(
    inspect([pismo, account, account.cards], { depth: 9, showHidden: true, getters: true }),
  ).not.toContain("token-1");
  expect(JSON.stringify([pismo, account])).not.toContain("token-1");
});

test("an account must be named", () => {
  const pismo = createPismoClient({ environment: "sandbox", accountToken: () => "t" });
  for (const id of ["", "../1", undefined, 2 ** 53])
    expect(() => pismo.forAccount(id as string)).toThrow(PismoConfigError);
});
