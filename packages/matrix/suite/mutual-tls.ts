import type { Fetch } from "pismo-client";
import { createMutualTlsFetch } from "pismo-client/node";
import { calls, connect, errorOf } from "./calls.ts";
import { has } from "./check.ts";
import { type Test, test } from "./harness.ts";
import type { MutualTls, World } from "./world.ts";

declare const Deno: {
  createHttpClient(options: { caCerts: string[]; cert?: string; key?: string }): { close(): void };
};

interface Transport {
  readonly fetch: Fetch;
  close(): unknown;
}

/** How each platform presents a client certificate. Without `identity`, it presents none. */
const transports: {
  readonly [kind: string]: (tls: MutualTls, identity: { cert: string; key: string } | undefined) => Transport;
} = {
  node: ({ ca }, identity) => {
    const transport = identity && createMutualTlsFetch({ ...identity, ca });
    return { fetch: transport ?? ((url, init) => fetch(url, init)), close: () => transport?.close() };
  },
  bun: ({ ca }, identity) => {
    const tls = { ca, ...identity };
    return { fetch: (url, init) => fetch(url, { ...init, tls } as RequestInit), close: () => {} };
  },
  deno: ({ ca }, identity) => {
    const client = Deno.createHttpClient({ caCerts: [ca], ...identity });
    return {
      fetch: (url, init) => fetch(url, { ...init, client } as RequestInit),
      close: () => client.close(),
    };
  },
};

/** Pismo asks every caller for a client certificate. */
export function mutualTls({ platform, mutualTls: tls }: World): Test[] {
  const { cert, key, ca, url } = tls;
  const environment = { api: `${url}/api`, pci: `${url}/pci` };
  const transport = transports[platform.kind] as NonNullable<(typeof transports)[string]>;
  const call = async (given: Transport): Promise<unknown> => {
    try {
      return await calls.rotateCvv(connect(environment, { fetch: given.fetch, retry: false }));
    } finally {
      await given.close();
    }
  };
  return [
    test("a call with a client certificate", async () => {
      has(await call(transport(tls, { cert, key })), { client: "client" });
    }),
    test("no certificate, no call", async () => {
      has(await errorOf(call(transport(tls, undefined))), { name: "PismoConnectionError" });
    }),
    test("a server that is not trusted is refused, before anything is sent", async () => {
      const error = await errorOf(call(transport({ ...tls, ca: cert }, { cert, key })));
      has(error, { name: "PismoConnectionError", outcome: "not-sent" });
    }),
    ...(platform.kind === "bun"
      ? [
          test("createMutualTlsFetch, which would be without the certificate, is refused", async () => {
            has(await errorOf(() => createMutualTlsFetch({ cert, key, ca })), { name: "PismoConfigError" });
          }),
        ]
      : []),
  ];
}
