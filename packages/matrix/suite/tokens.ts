import { serverToServer, type TokenRequest } from "pismo-client";
import { accountId, calls, connect, errorOf } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import { type Script, script } from "./script.ts";
import type { World } from "./world.ts";

export function tokens(world: World): Test[] {
  return [
    test("calls at the same time share one refresh", async () => {
      const given = await script(world, [{}]);
      const requests: string[] = [];
      const account = connect(given.environment, {
        accountToken: async ({ accountId }: TokenRequest) => {
          requests.push(accountId);
          await new Promise((resolve) => setTimeout(resolve, 50));
          return "token-1";
        },
      });
      await Promise.all(Array.from({ length: 20 }, () => calls.updateCardStatus(account)));
      await calls.rotateCvv(account);
      equal(requests, [accountId], "the accounts whose token was asked for");
      equal(new Set(await bearers(given)).size, 1, "tokens sent");
    }),
    test("a 401 is tried once more, with a new token, whatever the operation", async () => {
      const given = await script(world, [{ status: 401 }, {}]);
      let issued = 0;
      await calls.rotateCvv(connect(given.environment, { accountToken: () => `token-${++issued}` }));
      equal(await bearers(given), ["Bearer token-1", "Bearer token-2"], "the tokens sent");
    }),
    test("a second 401 is the answer", async () => {
      const given = await script(world, [{ status: 401 }]);
      let issued = 0;
      const account = connect(given.environment, { accountToken: () => `token-${++issued}` });
      has(await errorOf(calls.rotateCvv(account)), {
        name: "PismoUnauthorizedError",
        outcome: "rejected",
        attempts: 2,
      });
      equal(await bearers(given), ["Bearer token-1", "Bearer token-2"], "the tokens sent");
    }),
    test("a fixed token is not tried again", async () => {
      const given = await script(world, [{ status: 401 }]);
      has(await errorOf(calls.rotateCvv(connect(given.environment))), {
        name: "PismoUnauthorizedError",
        attempts: 1,
      });
    }),
    test("calls that are refused at the same time share one refresh", async () => {
      const given = await script(world, [
        ...Array.from({ length: 5 }, () => ({ status: 401, delay: 100 })),
        {},
      ]);
      let issued = 0;
      const account = connect(given.environment, { accountToken: () => `token-${++issued}` });
      await Promise.all(Array.from({ length: 5 }, () => calls.updateCardStatus(account)));
      equal(issued, 2, "tokens issued");
    }),
    test("a token is renewed ahead of its expiry, which a JWT tells", async () => {
      const given = await script(world, [{}]);
      let issued = 0;
      const account = connect(given.environment, {
        accountToken: () =>
          jwt({ exp: Math.floor(Date.now() / 1000) + (++issued === 1 ? -1 : 3600), issued }),
      });
      for (let call = 0; call < 3; call++) await calls.rotateCvv(account);
      equal(issued, 2, "tokens issued");
    }),
    test("the server-to-server login", async () => {
      const token = jwt({ exp: Math.floor(Date.now() / 1000) + 3600 });
      const given = await script(world, [{ status: 201, body: JSON.stringify({ token, refresh: "r" }) }, {}]);
      const accountToken = serverToServer({ serverKey: "the-key", serverSecret: "the-secret" });
      await calls.rotateCvv(connect(given.environment, { accountToken }));
      const [login, call] = await given.received();
      has(login, { host: "api", method: "POST", path: "/passport/v2/s2s/access-token" });
      equal(JSON.parse(login?.body ?? ""), {
        server_key: "the-key",
        server_secret: "the-secret",
        account_id: Number(accountId),
      });
      equal(call?.headers.authorization, `Bearer ${token}`, "the token sent");
    }),
    test("a token that cannot be had: PismoTokenError, without what was thrown", async () => {
      const given = await script(world, [{}]);
      const accountToken = () => {
        throw new Error("the vault says: secret-1");
      };
      const error = await errorOf(calls.rotateCvv(connect(given.environment, { accountToken })));
      has(error, { name: "PismoTokenError", outcome: "not-sent" });
      ok(
        !`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`.includes("secret-1"),
        "no secret in it",
      );
      equal(await given.received(), [], "what was received");
    }),
  ];
}

async function bearers({ received }: Script): Promise<(string | undefined)[]> {
  return (await received()).map(({ headers }) => headers.authorization);
}

function jwt(claims: object): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
  return `${part({ alg: "none" })}.${part(claims)}.c2ln`;
}
