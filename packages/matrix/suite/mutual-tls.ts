import type { Fetch } from "pismo-client";
import { createMutualTlsFetch } from "pismo-client/node";
import { calls, connect, errorOf } from "./calls.ts";
import { has, ok } from "./check.ts";
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
  const own = transports[platform.kind];
  const withCertificate = own
    ? [
        test("a client certificate, by the platform's own fetch", async () => {
          const { fetch, close } = own(tls, { cert, key });
          has(await calls.rotateCvv(connect(environment, { fetch, retry: false })), { client: "client" });
          close();
        }),
        test("no client certificate: no call", async () => {
          const { fetch, close } = own(tls, undefined);
          const error = await errorOf(calls.rotateCvv(connect(environment, { fetch, retry: false })));
          has(error, { name: "PismoConnectionError" });
          close();
        }),
      ]
    : [];
  return [
    ...withCertificate,
    test("a client certificate, by createMutualTlsFetch", async () => {
      const fetch = createMutualTlsFetch({ cert, key, ca });
      has(await calls.rotateCvv(connect(environment, { fetch, retry: false })), { client: "client" });
      await fetch.close();
    }),
    test("a server that is not trusted is refused, and the error says so", async () => {
      const fetch = createMutualTlsFetch({ cert, key });
      const error = await errorOf(calls.rotateCvv(connect(environment, { fetch, retry: false })));
      has(error, { name: "PismoConnectionError", outcome: "not-sent" });
      ok(/VERIFY|SELF_SIGNED|UNABLE|CERT/i.test(error.message), `${error.message} says why`);
      await fetch.close();
    }),
  ];
}
