import { expect, test } from "vitest";
import { serverToServer } from "../src/index.ts";
import { clientOf, failureOf } from "./client.ts";
import { rotateCvv } from "./operations.ts";
import { type Handler, json, serve } from "./server.ts";

const input = { cardId: "card-9", body: {} };
const accountToken = serverToServer({ serverKey: "key-1", serverSecret: "secret-1" });
const api = (answer: Handler): Promise<{ url: string; received: { url: string; body: string }[] }> =>
  serve((response, request, count, socket) =>
    request.url.includes("/passport/")
      ? answer(response, request, count, socket)
      : json(response, 200, request.headers.authorization),
  );

test("logs in at the API host, once, and uses the token at the PCI host", async () => {
  const server = await api((response) =>
    json(response, 201, { token: "token-1", refresh: "refresh-1", account_id: 7 }),
  );
  const client = clientOf(server, { accountToken, accountId: "7" });
  expect(await client.call(rotateCvv, input)).toBe("Bearer token-1");
  await client.call(rotateCvv, input);
  expect(server.received.map(({ url }) => url)).toEqual([
    "/api/passport/v2/s2s/access-token",
    "/pci/cvv/card-9/reset",
    "/pci/cvv/card-9/reset",
  ]);
  expect(JSON.parse(server.received[0]!.body)).toEqual({
    server_key: "key-1",
    server_secret: "secret-1",
    account_id: 7,
  });
});

test.each<[string, string, Handler]>([
  [
    "wrong credentials",
    "serverToServer: answered with 401",
    (response) => json(response, 401, { message: "secret-1" }),
  ],
  [
    "a redirect",
    "serverToServer: answered with 302",
    (response) => response.writeHead(302, { location: "/" }).end(),
  ],
  ["HTML", "serverToServer: answered with no JSON", (response) => response.end("<html>")],
  ["no token", "accountToken must give", (response) => json(response, 201, {})],
  ["a broken connection", "accountToken failed", (response) => response.socket?.destroy()],
])("%s fails the call, before it is sent", async (_, message, answer) => {
  const server = await api(answer);
  const error = await failureOf(clientOf(server, { accountToken, accountId: "7" }).call(rotateCvv, input));
  expect(error).toMatchObject({
    name: "PismoTokenError",
    outcome: "not-sent",
    message: expect.stringContaining(message),
  });
  expect(JSON.stringify(error)).not.toContain("secret-1");
  expect(server.received).toHaveLength(1);
});

test.each(["9007199254740993", "abc", "007"])(
  "an account id that is not the number it would be sent as is refused: %s",
  async (accountId) => {
    const server = await api(() => {});
    const error = await failureOf(clientOf(server, { accountToken, accountId }).call(rotateCvv, input));
    expect(error).toMatchObject({ name: "PismoTokenError" });
    expect(server.received).toEqual([]);
  },
);
