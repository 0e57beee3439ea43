import { calls, connect, errorOf } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import { script } from "./script.ts";
import type { World } from "./world.ts";

/** What is so in a page only, where the browser stands between the client and the server. */
export function cors(world: World): Test[] {
  if (world.platform.kind !== "page") return [];
  return [
    test("the browser asks first, for the method and the headers that are sent", async () => {
      const given = await script(world, [{}]);
      await calls.resetCvv2TryCounter(connect(given.environment));
      const [preflight] = await given.preflights();
      has(preflight?.headers, {
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization,content-type,x-cid,x-tenant",
        authorization: undefined,
      });
    }),
    test("without the server's permission nothing is sent, and the error cannot say so", async () => {
      const given = await script(world, [{}], { cors: "refused" });
      const error = await errorOf(calls.rotateCvv(connect(given.environment)));
      has(error, { name: "PismoConnectionError", outcome: "unknown", attempts: 1 });
      equal(await given.received(), [], "what was received");
      equal((await given.preflights()).length, 1, "preflights");
    }),
    test("headers that the server does not expose: the cid is the one that was sent", async () => {
      const headers = { "x-cid": "cid-of-the-server" };
      const given = await script(world, [{ status: 404, headers }], { cors: "headers-hidden" });
      const error = await errorOf(
        calls.rotateCvv(connect(given.environment), { headers: { "x-cid": "mine" } }),
      );
      has(error, { status: 404, cid: "mine" });
    }),
    test("headers that the server does not expose: Retry-After is not seen, so nothing unsafe is repeated", async () => {
      const given = await script(world, [{ status: 429, headers: { "retry-after": "0" } }], {
        cors: "headers-hidden",
      });
      const account = connect(given.environment);
      const error = await errorOf(calls.rotateCvv(account));
      has(error, { status: 429, attempts: 1, retryAfter: undefined });
      has(await errorOf(calls.updateCardStatus(account)), { status: 429, attempts: 3 });
    }),
    test("the page has no way to eval, and needs none", async () => {
      let blocked = false;
      try {
        new Function("return 1")();
      } catch {
        blocked = true;
      }
      ok(blocked, "the page's policy refuses eval");
    }),
  ];
}
