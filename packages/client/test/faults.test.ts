import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as cards from "@pismo-client/cards";
import * as tokenization from "@pismo-client/tokenization";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { type CallOptions, createPismoClient, type Operation, type PismoError } from "../src/index.ts";

/** Every operation of every API, as the generated code describes it. */
const operations = Object.values({ ...cards, ...tokenization }).flatMap((value: unknown) =>
  typeof value === "object" && value !== null && "retry" in value ? [value as Operation] : [],
);

const policies: { [name: string]: (operation: Operation) => CallOptions } = {
  default: () => ({}),
  "no retry": () => ({ retry: false }),
  "5 attempts": () => ({ retry: { attempts: 5 } }),
  unsafe: ({ name }) => ({ retry: { allowUnsafe: name } }),
};

interface Fault {
  readonly does: (response: ServerResponse, count: number) => unknown;
  /** The fault comes before the body of the request is read. */
  readonly early?: true;
  /** The server has not executed what it answers so. */
  readonly refuses?: true;
  readonly slow?: true;
}

const status =
  (code: number, headers = {}, body = "{}") =>
  (response: ServerResponse) =>
    response.writeHead(code, { "content-type": "application/json", ...headers }).end(body);

function drip(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 5);
  response.on("close", () => clearInterval(timer));
}

const faults: { readonly [name: string]: Fault } = {
  "reset before the body": { does: (response) => response.socket?.resetAndDestroy(), early: true },
  "reset after the body": { does: (response) => response.socket?.resetAndDestroy() },
  "closed after the body": { does: (response) => response.socket?.destroy() },
  "half a response": {
    does: (response) =>
      response.writeHead(200, { "content-length": 99 }).write("{", () => response.destroy()),
  },
  silence: { does: () => {}, slow: true },
  "a slow drip": { does: drip, slow: true },
  ...Object.fromEntries(
    [408, 500, 502, 503, 504].map((code) => [`a storm of ${code}`, { does: status(code) }]),
  ),
  "503, come back now": { does: status(503, { "retry-after": "0" }), refuses: true },
  "503, come back never": { does: status(503, { "retry-after": "1e9" }) },
  "429, come back now": { does: status(429, { "retry-after": "0" }), refuses: true },
  "429, come back then": { does: status(429, { "retry-after": new Date(0).toUTCString() }), refuses: true },
  ...Object.fromEntries(
    ["", "-1", "0.5", "soon", "0, 0", "1970-01-01"].map((odd) => [
      `429, "${odd}"`,
      { does: status(429, { "retry-after": odd }), refuses: true },
    ]),
  ),
  "a redirect": { does: status(307, { location: "/elsewhere" }) },
  "a redirect to another host": { does: status(302, { location: "http://localhost:1/" }) },
  HTML: { does: (response) => response.setHeader("content-type", "text/html").end("<html>") },
  "another charset": {
    does: status(400, { "content-type": "application/json; charset=klingon" }, '{"message":"ü"}'),
    refuses: true,
  },
  "a token that has expired": { does: (response, count) => status(count === 1 ? 401 : 500)(response) },
};

const rows: { [cell: string]: string }[] = [];

test.each(Object.entries(faults))(
  "%s: nothing is sent twice that may have been executed, unless its metadata allows it",
  async (name, fault) => {
    const log: { cid: string; mayHaveExecuted: boolean; bytes: string }[] = [];
    const server = createServer((request: IncomingMessage, response) => {
      const cid = String(request.headers["x-cid"]);
      let body = "";
      const act = () => {
        const count = log.filter((entry) => entry.cid === cid).length + 1;
        fault.does(response, count);
        const mayHaveExecuted = !fault.refuses && response.statusCode !== 401;
        log.push({ cid, mayHaveExecuted, bytes: `${request.method} ${request.url} ${body}` });
      };
      if (fault.early) act();
      else request.on("data", (chunk) => (body += chunk)).on("end", act);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const outcomes = operations.map(async (operation) => {
      const cells = Object.entries(policies).map(async ([policy, options]) => {
        const cid = `${operation.name} ${policy}`;
        const pismo = createPismoClient({
          environment: { api: `${url}/api`, pci: `${url}/pci` },
          accountToken: () => "t",
          tenant: "TN-1",
          timeout: fault.slow ? 200 : 10_000,
          retry: { baseDelay: 1 },
        });
        const call = pismo
          .forAccount("7")
          .call(operation, inputOf(operation), { ...options(operation), headers: { "x-cid": cid } });
        const failure = await call.then(
          () => undefined,
          (error: PismoError) => error,
        );
        const sent = log.filter((entry) => entry.cid === cid);
        const executed = sent.filter((entry) => entry.mayHaveExecuted).length;
        if (operation.retry === "never" && policy !== "unsafe")
          expect([cid, executed]).toEqual([cid, Math.min(executed, 1)]);
        expect(new Set(sent.map(({ bytes }) => bytes)).size, `${cid}: other bytes`).toBeLessThanOrEqual(1);
        // Only what no server has executed is said not to have been.
        if (executed && failure) expect([cid, failure.outcome]).toEqual([cid, "unknown"]);
        expect(failure?.attempts ?? sent.length).toBeGreaterThanOrEqual(sent.length);
        return `${sent.length}${failure ? ` ${failure.outcome}` : " ok"}`;
      });
      return [`${operation.name} (${operation.retry})`, (await Promise.all(cells)).join(" · ")] as const;
    });
    rows.push({ fault: name, ...Object.fromEntries(await Promise.all(outcomes)) });
  },
);

test("there are operations of each kind", () => {
  expect(new Set(operations.map(({ retry }) => retry))).toContain("never");
  expect(operations.length).toBeGreaterThan(3);
});

afterAll(() => {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ");
  const table = [line(columns), ...rows.map((row) => line(columns.map((column) => row[column]!)))].join("\n");
  console.log(
    `Requests sent, and the outcome reported, by policy: ${Object.keys(policies).join(" · ")}\n${table}`,
  );
});

/** Any input that the guards let through. */
function inputOf({ parameters, body }: Operation): object {
  const values = Object.entries(parameters).map(([name, { type }]) => [
    name,
    type === "integer" ? 7 : "card-9",
  ]);
  return { ...Object.fromEntries(values), ...(body && { body: {} }) };
}
