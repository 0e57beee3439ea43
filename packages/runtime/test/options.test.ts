import { expect, test } from "vitest";
import { createClient, createClientFactory, PismoConfigError, PismoInputError } from "../src/index.ts";
import { clientOf, failureOf, NOBODY } from "./client.ts";
import { rotateCvv } from "./operations.ts";
import { json, serve } from "./server.ts";

const good = { environment: "sandbox", accountToken: "t" } as const;

test.each([
  ["a mistyped name", { ...good, timout: 1 }],
  ["a mistyped name in retry", { ...good, retry: { atempts: 5 } }],
  ["an unsafe retry for every call", { ...good, retry: { allowUnsafe: "rotateCvv" } }],
  [
    "one by way of the prototype",
    { ...good, retry: JSON.parse('{"__proto__":{"allowUnsafe":"rotateCvv"}}') },
  ],
  ["a mistyped hook", { ...good, hooks: { onRespons() {} } }],
  ["a hook that is no function", { ...good, hooks: { onError: "log" } }],
  ["a time beyond what timers can count", { ...good, deadline: 2 ** 31 }],
  ["no time", { ...good, timeout: 0 }],
  ["a time that is no number", { ...good, timeout: "5000" }],
  ["a token with its scheme", { ...good, accountToken: "Bearer abc" }],
  ["an empty token", { ...good, accountToken: "" }],
  ["no token", { environment: "sandbox" }],
  ["a token function without an account", { ...good, accountToken: () => "t" }],
  ["an account id that would be a path", { ...good, accountId: "../1" }],
  ["an account id that was rounded", { ...good, accountId: 2 ** 53 }],
  ["a tenant with a line break", { ...good, tenant: "TN\r\nx: y" }],
  ["a user agent with a line break", { ...good, userAgent: "a\nb" }],
])("refuses %s", (_, options) => {
  expect(() => createClient(options as never)).toThrow(PismoConfigError);
});

test("an option that is undefined is one that is not given", () => {
  const options = { ...good, timeout: undefined, fetch: undefined, retry: { attempts: undefined } };
  expect(() => createClient(options as never)).not.toThrow();
});

test("a client that is given is returned", () => {
  const client = createClient(good);
  expect(createClient(client)).toBe(client);
  expect(createClientFactory(good)(1)).not.toBe(client);
});

test("an unsafe retry names the operation, or is refused", async () => {
  const error = await failureOf(
    clientOf({ url: NOBODY }).call(
      rotateCvv,
      { cardId: "1", body: {} },
      { retry: { allowUnsafe: "resetCvv" } },
    ),
  );
  expect(error).toBeInstanceOf(PismoInputError);
});

test("a call refuses options that it does not know", async () => {
  const error = await failureOf(
    clientOf({ url: NOBODY }).call(rotateCvv, { cardId: "1", body: {} }, { Retry: false } as never),
  );
  expect(error).toBeInstanceOf(PismoConfigError);
});

test("the user agent names the library, after the caller's own", async () => {
  const server = await serve((response) => json(response, 200, {}));
  await clientOf(server).call(rotateCvv, { cardId: "1", body: {} });
  await clientOf(server, { userAgent: "my-bank/1.2" }).call(rotateCvv, { cardId: "1", body: {} });
  expect(server.received[0]!.headers["user-agent"]).toMatch(/^pismo-client\/\d/);
  expect(server.received[1]!.headers["user-agent"]).toMatch(/^my-bank\/1\.2 pismo-client\/\d/);
});
