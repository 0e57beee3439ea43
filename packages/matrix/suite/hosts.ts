import { type Environment, PismoConfigError, PismoResponseError } from "pismo-client";
import { calls, cardId, connect, errorOf, tenant } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import { script } from "./script.ts";
import type { World } from "./world.ts";

const REDIRECTS = [301, 302, 303, 307, 308];

/** None names a host that a token may go to. */
const REFUSED_HOSTS: readonly string[] = [
  "http://pismo.example",
  "http://127.0.0.1.example",
  "https://user:secret-1@pismo.example",
  "https://pismo.example/?a",
  "https://pismo.example/#a",
  "ftp://pismo.example",
  "pismo.example",
  "",
];

const REFUSED_SEGMENTS: readonly string[] = [
  "",
  " ",
  ".",
  "..",
  "../1",
  "a/../b",
  "a\\..\\b",
  "a\u0000b",
  "a\nb",
  "\ud800",
];

export function hosts(world: World): Test[] {
  const { seesRedirect, choosesUserAgent } = world.platform;
  return [
    ...REDIRECTS.map((status) =>
      test(`a ${status} is not followed, and no token leaves`, async () => {
        const target = await script(world, [{}]);
        const given = await script(world, [{ status, headers: { location: target.elsewhere } }]);
        for (const call of Object.values(calls)) {
          const error = await errorOf(call(connect(given.environment)));
          ok(error instanceof PismoResponseError, `${error.name} is a PismoResponseError`);
          has(error, { status: seesRedirect ? status : 0, outcome: "unknown", attempts: 1 });
          ok(error.message.includes("a redirect"), "the message speaks of a redirect");
        }
        equal(await target.received(), [], "what arrived where the redirect points to");
      }),
    ),
    test("a redirect to the same host is not followed either", async () => {
      const given = await script(world, [{ status: 307, headers: { location: "again" } }, {}]);
      has(await errorOf(calls.rotateCvv(connect(given.environment))), { name: "PismoResponseError" });
      equal((await given.received()).length, 1, "how often it was sent");
    }),
    test("each operation goes to its host, with its base path", async () => {
      const given = await script(world, [{}]);
      const account = connect(given.environment);
      for (const call of Object.values(calls)) await call(account);
      const token = "DNITHE302434545454545454545454545454";
      equal(
        (await given.received()).map(({ host, method, path }) => `${host} ${method} ${path}`),
        [
          `pci POST /pcicards/v2/pcicards/cvv/${cardId}/reset`,
          `api PUT /wallet/v1/customers/102377856/accounts/102378693/cards/${cardId}/status`,
          `pci POST /cards-tokenization/v1/cards/${cardId}/network-tokens/${token}`,
          `pci PATCH /cards-tokenization/v1/cards/${cardId}/config/reset-cvv2-try-counter`,
        ],
        "what was received",
      );
    }),
    test("what is sent: token, tenant, cid, media type, body, and who sends it", async () => {
      const given = await script(world, [{}]);
      const account = connect(given.environment, { userAgent: "my-bank/1.2" });
      await calls.resetCvv2TryCounter(account, { headers: { "x-cid": "cid-1", "X-Mine": "a, b" } });
      const [request] = await given.received();
      has(request?.headers, {
        authorization: "Bearer token-0",
        "x-tenant": tenant,
        "x-cid": "cid-1",
        "x-mine": "a, b",
        "content-type": "application/json",
        cookie: undefined,
      });
      equal(request?.body, '{"wallet":"103"}', "body");
      const agent = request?.headers["user-agent"] ?? "";
      const expected = choosesUserAgent ? /^my-bank\/1\.2 pismo-client\/\d+\.\d+\.\d+\S*$/ : /^Mozilla\//;
      ok(expected.test(agent), `${agent} is as expected`);
    }),
    test("what a path parameter holds stays in its segment", async () => {
      const odd = "a/b?c#d%2e%2F;é\u{1f4b3}'*";
      const given = await script(world, [{}]);
      await connect(given.environment).cards.rotateCvv({ cardId: odd, body: {} });
      const [request] = await given.received();
      equal(request?.path.split("/").length, 7, "segments");
      equal(decodeURIComponent(request?.path.split("/")[5] ?? ""), odd, "the segment");
    }),
    test("a path parameter that would reach another resource is refused, and nothing sent", async () => {
      const given = await script(world, [{}]);
      const account = connect(given.environment);
      for (const segment of REFUSED_SEGMENTS) {
        const error = await errorOf(account.cards.rotateCvv({ cardId: segment, body: {} }));
        has(error, { name: "PismoInputError", outcome: "not-sent", parameter: "cardId" });
      }
      equal(await given.received(), [], "what was received");
    }),
    test("a host that is not https, or holds more than a host, is refused", async () => {
      for (const url of REFUSED_HOSTS) {
        const error = await errorOf(() => connect({ api: "https://api.example", pci: url }));
        ok(error instanceof PismoConfigError, `${error.name} is a PismoConfigError`);
        ok(!error.message.includes("secret-1"), "no credentials in the message");
      }
      has(await errorOf(() => connect("production" as Environment)), { name: "PismoConfigError" });
    }),
    test("a header that the client sets itself is refused", async () => {
      const given = await script(world, [{}]);
      for (const name of ["Authorization", "host", "Cookie", "content-length", "proxy-x"]) {
        const error = await errorOf(
          calls.rotateCvv(connect(given.environment), { headers: { [name]: "a" } }),
        );
        has(error, { name: "PismoInputError", outcome: "not-sent" });
      }
      equal(await given.received(), [], "what was received");
    }),
  ];
}
