import { createPismoClient, serverToServer } from "pismo-client";
import { createMemorySeenStore } from "pismo-client/events";
import { startService } from "./service.ts";

const {
  PISMO_API = "",
  PISMO_PCI = "",
  PISMO_SERVER_KEY = "",
  PISMO_SERVER_SECRET = "",
  PORT = "8080",
} = process.env;

const service = await startService({
  pismo: createPismoClient({
    environment: { api: PISMO_API, pci: PISMO_PCI },
    accountToken: serverToServer({ serverKey: PISMO_SERVER_KEY, serverSecret: PISMO_SERVER_SECRET }),
  }),
  cases: new Map(),
  seen: createMemorySeenStore(),
  putAside: ({ type }) => console.log(`put aside: ${type}`),
  log: console.error, // The client's errors hold no tokens, no bodies and no values.
  port: Number(PORT),
  grace: 5_000,
});
console.log(`listening on ${service.url}`);

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => service.stop());
