import { type AddressInfo, createServer } from "node:net";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import {
  type ClientOptions,
  createClient,
  type Operation,
  PismoError,
  writeStructured,
} from "../src/index.ts";
import { parseRetryAfter } from "../src/retry.ts";
import { clientOf } from "./client.ts";
import { listCards, rotateCvv } from "./operations.ts";

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});
/** Strings that have broken clients before, among any others. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(...'./\\%2eF?#&=;:@{}[]\r\n\0\t \u2028\ud800é"$'), maxLength: 12 }),
  fc.constantFrom("..", "%2e%2e", "constructor", "__proto__", "$&", "1e400", "-0", "\u202e"),
);

/** What `call` gives: its result, or its error, which must be one of ours. */
async function settled(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof PismoError)) throw error;
    expect(error.outcome).toMatch(/^(not-sent|rejected|unknown)$/);
    expect(JSON.stringify(error)).toContain(error.name);
    return error;
  }
}

interface Sent {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

/** A client whose requests are kept, and answered with `answer`. */
function watched(options: Partial<ClientOptions> = {}, answer = () => new Response("{}")) {
  const sent: Sent[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    sent.push({ url, headers: init.headers as Sent["headers"] });
    return answer();
  };
  return { sent, client: clientOf({ url: "https://a.example" }, { fetch, ...options }) };
}

test("whatever Retry-After says, it is a time or nothing, and nobody waits longer than allowed", async () => {
  const odd = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(..."0123456789-+.eEx, GMTSunJa:") }),
    fc.date({ noInvalidDate: false }).map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.constantFrom(
      "Invalid Date",
      "Infinity",
      "NaN",
      "0",
      "00",
      "9".repeat(400),
      "Thu, 01 Jan 1970 00:00:00 GMT",
    ),
  );
  await fc.assert(
    fc.asyncProperty(odd, fc.constantFrom(429, 503, 500), async (value, status) => {
      const headers = new Headers();
      try {
        headers.set("retry-after", value);
      } catch {
        return; // No server could send it.
      }
      const parsed = parseRetryAfter(new Response(null, { status, headers }));
      if (parsed !== undefined) expect(parsed).toBeGreaterThanOrEqual(0);

      const delays: number[] = [];
      const { client, sent } = watched(
        {
          hooks: { onRetry: ({ delay }) => delays.push(delay) },
          retry: { attempts: 3, baseDelay: 1, maxDelay: 2, maxRetryAfter: 3, budget: 9 },
        },
        () => new Response(null, { status, headers }),
      );
      await settled(() => client.call(listCards, { accountId: 1 }));
      expect(sent).toHaveLength(delays.length + 1);
      for (const delay of delays) {
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(3 + 2);
      }
    }),
    { numRuns: 300 },
  );
});

test("whatever a path parameter is, it fills its own segment or is refused", async () => {
  const { client, sent } = watched();
  await fc.assert(
    fc.asyncProperty(fc.oneof(text, anything), async (value) => {
      sent.length = 0;
      const result = await settled(() => client.call(rotateCvv, { cardId: value, body: {} }));
      if (result instanceof PismoError) {
        expect(result).toMatchObject({ name: "PismoInputError", outcome: "not-sent" });
        expect(sent).toEqual([]);
        return;
      }
      const { origin, pathname, search, hash } = new URL(sent[0]!.url);
      const [, pci, cvv, segment, reset, ...more] = pathname.split("/");
      expect([origin, pci, cvv, reset, more, search, hash]).toEqual([
        "https://a.example",
        "pci",
        "cvv",
        "reset",
        [],
        "",
        "",
      ]);
      expect(decodeURIComponent(segment!)).toBe(value);
    }),
    { numRuns: 1000 },
  );
});

test("whatever query parameters are called and hold, they arrive as they are or are refused", async () => {
  const { client, sent } = watched();
  await fc.assert(
    fc.asyncProperty(
      text.filter((name) => !/\p{Cs}/u.test(name) && name !== "body" && !/^x-tenant$/i.test(name)),
      fc.oneof(text, anything),
      async (name, value) => {
        sent.length = 0;
        const operation: Operation = {
          ...listCards,
          path: "/x",
          parameters: { [name]: { in: "query", type: "unknown" } },
          structured: writeStructured,
        };
        const result = await settled(() => client.call(operation, { [name]: value }));
        if (result instanceof PismoError) {
          expect(sent).toEqual([]);
          return;
        }
        const { pathname, searchParams, hash } = new URL(sent[0]!.url);
        expect([pathname, hash]).toEqual(["/api/x", ""]);
        if (typeof value === "string") expect([...searchParams]).toEqual([[name, value]]);
      },
    ),
    { numRuns: 1000 },
  );
});

test("whatever a body is, it is sent as JSON that holds it, or refused", async () => {
  const bodies: unknown[] = [];
  const fetch = async (_: string, init: RequestInit) => {
    bodies.push(JSON.parse(init.body as string));
    return new Response("{}");
  };
  const client = clientOf({ url: "https://a.example" }, { fetch });
  await fc.assert(
    fc.asyncProperty(anything, async (body) => {
      bodies.length = 0;
      const result = await settled(() => client.call(rotateCvv, { cardId: "1", body }));
      if (result instanceof PismoError) {
        expect(result.name).toBe("PismoInputError");
        return;
      }
      expect(bodies).toEqual([JSON.parse(JSON.stringify(body))]);
    }),
    { numRuns: 1000 },
  );
});

test("whatever headers a call has, they arrive as they are or are refused, and the client's own stay", async () => {
  const { client, sent } = watched();
  const name = fc.oneof(
    text,
    fc.stringMatching(/^[A-Za-z-]{1,12}$/),
    fc.constantFrom("Authorization", "HOST", "Cookie", "x-cid"),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, fc.oneof(text, anything), { maxKeys: 3 }), async (headers) => {
      sent.length = 0;
      const options = { headers: headers as { [name: string]: string } };
      const result = await settled(() => client.call(rotateCvv, { cardId: "1", body: {} }, options));
      if (result instanceof PismoError) {
        expect([result.name, sent]).toEqual(["PismoInputError", []]);
        return;
      }
      const arrived = sent[0]!.headers;
      expect(arrived).toMatchObject({ authorization: "Bearer token-0", "content-type": "application/json" });
      expect(Object.keys(arrived)).not.toContain("host");
      for (const value of Object.values(arrived)) expect(value).toMatch(/^[ -~]*$/);
      expect(() => new Headers(arrived)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});

test("whatever accountToken gives, it is a token that a header can carry, or an error", async () => {
  const jwt = fc.json().map((claims) => `e30.${btoa(encodeURIComponent(claims))}.sig`);
  const claims = fc.record({ exp: fc.oneof(fc.double(), anything) }).map((value) => {
    try {
      return `e30.${btoa(JSON.stringify(value))}.sig`;
    } catch {
      return "e30..sig";
    }
  });
  const token = fc.oneof(text, jwt, claims, anything);
  const issued = fc.oneof(token, fc.record({ token, expiresAt: anything }, { requiredKeys: ["token"] }));
  await fc.assert(
    fc.asyncProperty(issued, async (value) => {
      const { client, sent } = watched({ accountToken: () => value as never, accountId: "7" });
      const result = await settled(() => client.call(rotateCvv, { cardId: "1", body: {} }));
      if (result instanceof PismoError) {
        expect([result.name, sent]).toEqual(["PismoTokenError", []]);
        return;
      }
      expect(sent[0]!.headers.authorization).toMatch(/^Bearer [!-~]+$/);
    }),
    { numRuns: 1000 },
  );
});

test("whatever options are, a client is made or a PismoConfigError says why not", () => {
  const names = [
    "environment",
    "accountToken",
    "accountId",
    "tenant",
    "timeout",
    "deadline",
    "retry",
    "hooks",
    "fetch",
    "userAgent",
    "validate",
    "maxResponseBytes",
  ];
  const value = fc.oneof(
    anything,
    text,
    fc.dictionary(
      fc.oneof(text, fc.constantFrom("attempts", "budget", "onError", "allowUnsafe", "api", "pci")),
      anything,
    ),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...names), text), value), (options) => {
      try {
        createClient({ environment: "sandbox", accountToken: "t", ...options } as never);
      } catch (error) {
        expect(error).toMatchObject({ name: "PismoConfigError" });
      }
    }),
    { numRuns: 1000 },
  );
});

/** Answers each connection with the next bytes, whatever was asked, and counts those that the client let it send. */
async function serveBytes(): Promise<{ url: string; answers: Uint8Array[] }> {
  const answers: Uint8Array[] = [];
  const server = createServer((socket) =>
    socket.on("error", () => {}).once("data", () => socket.end(answers.shift()!)),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answers };
}

test("whatever a server answers, it is a result or an error of ours", async () => {
  const { url, answers } = await serveBytes();
  const client = clientOf({ url }, { retry: false, timeout: 2000 });
  const bytes = fc.uint8Array({ maxLength: 400 });
  const header = fc.tuple(
    fc.constantFrom(
      "content-type",
      "content-length",
      "transfer-encoding",
      "content-encoding",
      "location",
      "retry-after",
      "x-cid",
      "connection",
      "date",
    ),
    fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        "chunked",
        "gzip",
        "br",
        "0",
        "5",
        "-1",
        "application/json; charset=utf-16",
        "text/plain",
        "http://[",
      ),
    ),
  );
  const status = fc.oneof(
    fc.integer({ min: 0, max: 1200 }),
    fc.constantFrom(100, 101, 103, 200, 204, 205, 304, 400, 401, 429, 503),
  );
  const http = fc
    .tuple(
      status,
      fc.array(header, { maxLength: 4 }),
      fc.oneof(
        bytes,
        fc.json().map((json) => Buffer.from(json)),
      ),
    )
    .map(([code, headers, body]) =>
      Buffer.concat([
        Buffer.from(`HTTP/1.1 ${code} x\r\n${headers.map((pair) => `${pair.join(": ")}\r\n`).join("")}\r\n`),
        body,
      ]),
    );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 4, arbitrary: http }, { weight: 1, arbitrary: bytes }),
      async (answer) => {
        answers.length = 0;
        answers.push(answer);
        const started = performance.now();
        const result = await settled(() => client.call(rotateCvv, { cardId: "1", body: {} }));
        // It was sent: no answer but one of the server's own can say that nothing was done.
        if (result instanceof PismoError && !("status" in result)) expect(result.outcome).toBe("unknown");
        expect(performance.now() - started).toBeLessThan(5000);
      },
    ),
    { numRuns: 400 },
  );
}, 120_000);

test("a server that never stops is not read for longer than what is allowed", async () => {
  let poured = 0;
  const server = createServer((socket) => {
    const chunk = Buffer.alloc(65_536, " ");
    const pour = () => {
      while (!socket.destroyed && poured < 2 ** 28 && socket.write(chunk)) poured += chunk.length;
    };
    socket
      .on("error", () => {})
      .on("drain", pour)
      .once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        pour();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const client = clientOf(
    { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    { maxResponseBytes: 2 ** 20 },
  );
  const result = await settled(() => client.call(rotateCvv, { cardId: "1", body: {} }));
  expect(result).toMatchObject({ name: "PismoResponseError", outcome: "unknown" });
  // What is on its way between the two is the system's.
  expect(poured).toBeLessThan(2 ** 26);
});

test("a server that repeats a body of many values is answered in time", async () => {
  const body = Object.fromEntries(
    Array.from({ length: 5000 }, (_, i) => [`k${i}`, `value-${i}-${"x".repeat(9)}`]),
  );
  const echo = JSON.stringify({ message: JSON.stringify(body).slice(0, 60_000) });
  const { client } = watched({ retry: false }, () => new Response(echo, { status: 400 }));
  const started = performance.now();
  const result = (await settled(() => client.call(rotateCvv, { cardId: "1", body }))) as PismoError;
  expect(result.message).not.toMatch(/value-\d/);
  expect(performance.now() - started).toBeLessThan(5000);
});
