import { PismoApiError, PismoConnectionError, PismoError, PismoResponseError } from "pismo-client";
import { calls, connect, errorOf } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import { classOf } from "./operations.ts";
import { type Answer, script } from "./script.ts";
import type { World } from "./world.ts";

const STATUSES = [400, 401, 403, 404, 409, 418, 422, 429, 500, 501, 502, 503, 504];
const JSON_BODY = JSON.stringify({ error_code: "WCAR0009", message: "Card not found" });

export function errors(world: World): Test[] {
  const { knowsNotSent, knowsTlsRefused } = world.platform;
  const unreached = knowsNotSent ? "not-sent" : "unknown";
  const withoutTls = knowsTlsRefused ? "not-sent" : "unknown";
  const broken = (name: string, answer: Answer) =>
    test(`${name}: PismoConnectionError, outcome unknown`, async () => {
      const { environment } = await script(world, [answer]);
      const error = await errorOf(calls.rotateCvv(connect(environment)));
      ok(error instanceof PismoConnectionError, `${error.name} is a PismoConnectionError`);
      has(error, { outcome: "unknown", attempts: 1 });
      ok(error.message.includes("look before repeating"), "its message says to look");
    });

  return [
    ...STATUSES.map((status) =>
      test(`${status}: its class, code, cid and place`, async () => {
        const headers = { "x-cid": "cid-of-the-server" };
        const { environment } = await script(world, [{ status, headers, body: JSON_BODY }]);
        const error = await errorOf(calls.rotateCvv(connect(environment, { retry: false })));
        ok(error instanceof PismoApiError && error instanceof PismoError, `${error.name} is a PismoApiError`);
        ok(error instanceof classOf(status), `${error.name} is the class of ${status}`);
        equal(error.name, classOf(status).kind, "name");
        has(error, {
          status,
          code: "WCAR0009",
          message: "Card not found",
          cid: "cid-of-the-server",
          operation: "rotateCvv",
          path: "/pcicards/v2/pcicards/cvv/{cardId}/reset",
          host: "pci",
          attempts: 1,
          outcome: status >= 500 && status !== 501 ? "unknown" : "rejected",
        });
      }),
    ),
    broken("a reset connection", { fault: "reset" }),
    broken("a closed connection", { fault: "close" }),
    broken("half an answer", { fault: "half" }),
    broken("an answer that is no HTTP", { fault: "garbage" }),
    test(`nobody listens: outcome ${unreached}`, async () => {
      const environment = { api: `${world.nobody}/api`, pci: `${world.nobody}/pci` };
      const error = await errorOf(calls.rotateCvv(connect(environment)));
      has(error, { name: "PismoConnectionError", outcome: unreached, attempts: knowsNotSent ? 3 : 1 });
    }),
    test(`no such name: outcome ${unreached}`, async () => {
      const environment = { api: "https://nothing.invalid", pci: "https://nowhere.invalid" };
      const error = await errorOf(calls.rotateCvv(connect(environment)));
      has(error, { name: "PismoConnectionError", outcome: unreached, attempts: knowsNotSent ? 3 : 1 });
    }),
    test(`no TLS: outcome ${withoutTls}`, async () => {
      const { environment } = await script(world, [{}]);
      const https = { api: toHttps(environment.api), pci: toHttps(environment.pci) };
      const error = await errorOf(calls.rotateCvv(connect(https)));
      has(error, { name: "PismoConnectionError", outcome: withoutTls });
    }),
    test("a success that is no JSON: PismoResponseError", async () => {
      const { environment } = await script(world, [{ body: "<html>" }]);
      const error = await errorOf(calls.updateCardStatus(connect(environment)));
      ok(error instanceof PismoResponseError, `${error.name} is a PismoResponseError`);
      has(error, { status: 200, outcome: "unknown", attempts: 1 });
    }),
    test("a body beyond maxResponseBytes: PismoResponseError", async () => {
      const { environment } = await script(world, [{ body: JSON.stringify({ text: "x".repeat(200_000) }) }]);
      const error = await errorOf(
        calls.updateCardStatus(connect(environment, { maxResponseBytes: 100_000 })),
      );
      has(error, { name: "PismoResponseError", status: 200 });
    }),
    test("nothing secret in an error, though the server repeats it all", async () => {
      const secrets = {
        token: "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2VjcmV0",
        cardId: "4111111111111111",
        service_code: "739",
      };
      const body = JSON.stringify({
        error_code: "WCAR0001",
        message: `no card ${secrets.cardId} for Bearer ${secrets.token}, code ${secrets.service_code}`,
      });
      const headers = { "x-cid": "cid-1", server: `seen ${secrets.cardId}`, "set-cookie": secrets.token };
      const { environment } = await script(world, [{ status: 404, body, headers }]);
      const account = connect(environment, { accountToken: secrets.token });
      const error = await errorOf(
        account.cards.rotateCvv({ cardId: secrets.cardId, body: { service_code: secrets.service_code } }),
      );
      equal(error.message, "no card [redacted] for Bearer [redacted], code [redacted]", "message");
      const text = everythingIn(error);
      ok(text.includes("WCAR0001"), "the error's own values are among what is looked through");
      for (const [name, secret] of Object.entries(secrets))
        ok(!text.includes(secret), `no ${name} in the error`);
    }),
    test("nothing secret in an error of the connection", async () => {
      const { environment } = await script(world, [{ fault: "close" }]);
      const account = connect(environment, { accountToken: "a-token-to-keep" });
      const error = await errorOf(
        account.cards.rotateCvv({ cardId: "4111111111111111", body: { service_code: "739" } }),
      );
      const text = everythingIn(error);
      for (const secret of ["a-token-to-keep", "4111111111111111", "739"]) {
        ok(!text.includes(secret), "no secret in the error");
      }
      ok(!text.includes(environment.pci), "no URL in the error");
    }),
  ];
}

function toHttps(url: string): string {
  return url.replace("http:", "https:");
}

/** All that a logger could find in a value, members that are not enumerable included. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (seen.has(value)) return "";
  seen.add(value);
  const members = Reflect.ownKeys(value).map((key) => everythingIn(Reflect.get(value, key), seen));
  const text = [String(value), JSON.stringify(value), ...members].join("\n");
  // Lines and columns of a stack could be any number.
  return text.replaceAll(/:\d+:\d+/g, "");
}
