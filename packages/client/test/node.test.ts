import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { fileURLToPath } from "node:url";
import { Agent, fetch } from "undici";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { createPismoClient, PismoConfigError, type PismoError } from "../src/index.ts";
import { createMutualTlsFetch, type MutualTlsFetch, type MutualTlsOptions } from "../src/node.ts";

const file = (name: string) => fileURLToPath(new URL(`certificates/${name}`, import.meta.url));
const pem = (name: string) => readFileSync(file(name), "utf8");
const good: MutualTlsOptions = { cert: file("client.pem"), key: file("client.key"), ca: file("ca.pem") };

/** Demands a client certificate of the test CA, and says whose it was. */
async function serveTls(maxVersion?: "TLSv1.2"): Promise<{ url: string; served: string[] }> {
  const served: string[] = [];
  const server = createServer(
    {
      cert: pem("server.pem"),
      key: pem("server.key"),
      ca: pem("ca.pem"),
      requestCert: true,
      rejectUnauthorized: true,
      maxVersion,
    },
    (request, response) => {
      const { subject } = (request.socket as import("node:tls").TLSSocket).getPeerCertificate();
      served.push(String(subject.CN));
      response.end("{}");
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, served };
}

async function call(url: string, fetch: MutualTlsFetch): Promise<unknown> {
  const environment = { api: `${url}/api`, pci: `${url}/pci` };
  const pismo = createPismoClient({ environment, accountToken: "t", fetch, retry: false });
  try {
    return await pismo.forAccount("1").cards.rotateCvv({ cardId: "1", body: {} });
  } catch (error) {
    return error as PismoError;
  } finally {
    await fetch.close?.();
  }
}

beforeAll(() => {
  for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"])
    vi.stubEnv(name, undefined);
});

test.each([
  ["files", good],
  ["PEM text", { cert: pem("client.pem"), key: pem("client.key"), ca: pem("ca.pem") }],
  ["an encrypted key", { ...good, key: file("client-encrypted.key"), passphrase: "open-sesame" }],
])("with the right certificate, from %s, the call goes through", async (_, options) => {
  const { url, served } = await serveTls();
  expect(await call(url, createMutualTlsFetch(options))).toEqual({});
  expect(served).toEqual(["client"]);
});

test.each([
  ["TLS 1.2, which says why", "TLSv1.2", "not-sent", "ALERT_HANDSHAKE_FAILURE"],
  // The server of Node only closes the connection then, and by that time the request may have left.
  ["TLS 1.3", undefined, "unknown", "UND_ERR_SOCKET"],
] as const)("without a certificate, no call goes through: %s", async (_, version, outcome, reason) => {
  const { url, served } = await serveTls(version);
  const dispatcher = new Agent({ connect: { ca: pem("ca.pem") } });
  const bare = (target: string, init: object) => fetch(target, { ...init, dispatcher });
  const message = expect.stringContaining(reason);
  expect(await call(url, bare as never)).toMatchObject({ name: "PismoConnectionError", outcome, message });
  expect(served).toEqual([]);
});

/** Our own fetch refuses an expired certificate before it connects; another one may not, or it expires while in use. */
const withExpired = (target: string, init: object) => {
  const connect = { ca: pem("ca.pem"), cert: pem("expired.pem"), key: pem("expired.key") };
  return fetch(target, { ...init, dispatcher: new Agent({ connect }) });
};

test.each([
  ["TLS 1.2", "TLSv1.2", "not-sent", "ECONNRESET"],
  // Here the client is done before the server has looked: by the time it hangs up, the request may have left.
  ["TLS 1.3", undefined, "unknown", "UND_ERR_SOCKET"],
] as const)("a server that hangs up on an expired certificate: %s", async (_, version, outcome, reason) => {
  const { url, served } = await serveTls(version);
  const message = expect.stringContaining(reason);
  expect(await call(url, withExpired as never)).toMatchObject({
    name: "PismoConnectionError",
    outcome,
    message,
  });
  expect(served).toEqual([]);
});

test("a server that says that the certificate has expired", async () => {
  // Node's server does not say it: the alert as it goes over the wire, fatal (2), certificate_expired (45).
  const server = createTcpServer((socket) =>
    socket.on("error", () => {}).once("data", () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 45]))),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await call(url, withExpired as never)).toMatchObject({
    name: "PismoConnectionError",
    outcome: "not-sent",
    message: expect.stringContaining("ALERT_CERTIFICATE_EXPIRED"),
  });
});

test("an untrusted server is refused, and the error says so", async () => {
  const { url, served } = await serveTls();
  expect(await call(url, createMutualTlsFetch({ ...good, ca: file("another-ca.pem") }))).toMatchObject({
    name: "PismoConnectionError",
    outcome: "not-sent",
    message: expect.stringMatching(
      /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT/,
    ),
  });
  expect(served).toEqual([]);
});

test.each([
  [
    "an expired certificate",
    { cert: file("expired.pem"), key: file("expired.key") },
    /^cert: expired on Jan {2}1 00:00:00 2021 GMT$/,
  ],
  ["another certificate's key", { key: file("server.key") }, /^key: it is not the key of cert$/],
  ["no passphrase", { key: file("client-encrypted.key") }, /^key: .*passphrase/],
  [
    "a wrong passphrase",
    { key: file("client-encrypted.key"), passphrase: "secret-1" },
    /^key: (?!.*secret-1)/,
  ],
  ["a missing file", { cert: file("missing.pem") }, /^cert: the file cannot be read \(ENOENT\)$/],
  ["a file that is no PEM", { ca: file("README.md") }, /^ca: the file is not PEM$/],
  ["a PEM that is no certificate", { cert: pem("client.key") }, /^cert: not a certificate$/],
  ["no key", { key: undefined as never }, /^key: give/],
  ["a proxy that is no URL", { proxy: "user:secret-1@" }, /^proxy: (?!.*secret-1)/],
])("%s is refused at once, and the error says what is wrong", (_, options, message) => {
  const create = () => createMutualTlsFetch({ ...good, ...options });
  expect(create).toThrow(PismoConfigError);
  expect(create).toThrow(message);
});

test.each(["option", "environment"])(
  "goes through a proxy named by the %s, which sees nothing of it",
  async (way) => {
    const { url, served } = await serveTls();
    const asked: (string | undefined)[] = [];
    const proxy = createHttpServer((_, response) => response.writeHead(400).end());
    proxy.on("connect", (request, socket) => {
      asked.push(request.url);
      const target = connect(Number(new URL(url).port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        target.pipe(socket).pipe(target);
      });
      for (const end of [socket, target]) end.on("error", () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    if (way === "environment") vi.stubEnv("HTTPS_PROXY", proxyUrl);
    const fetch = createMutualTlsFetch({ ...good, proxy: way === "option" ? proxyUrl : "environment" });
    vi.stubEnv("HTTPS_PROXY", undefined);
    expect(await call(url, fetch)).toEqual({});
    expect(asked).toEqual([new URL(url).host]);
    expect(served).toEqual(["client"]);
  },
);
