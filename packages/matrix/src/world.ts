import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { pathToFileURL } from "node:url";
import { apis, declaredOperations } from "@pismo-client/contract/src/document.ts";
import { validInput } from "@pismo-client/contract/src/samples.ts";
import type { Mock } from "@pismo-client/mock";
import type { MutualTls, PlannedOperation, Platform, World } from "../suite/world.ts";
import { originOf, startFaultServer } from "./fault-server.ts";

/** The servers that a suite needs, and where they are told of. */
export interface RunningWorld {
  readonly world: World;
  readonly mock: Mock;
  /** Answers with `world`, as JSON. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the mock of the project's own package, and the servers beside it, all on 127.0.0.1. */
export async function startWorld(
  project: string,
  platform: Platform,
  operations: readonly PlannedOperation[],
): Promise<RunningWorld> {
  const { startMock } = (await import(
    pathToFileURL(join(project, "node_modules/@pismo-client/mock/dist/index.js")).href
  )) as typeof import("@pismo-client/mock");
  const mock = await startMock();
  const faults = await startFaultServer();
  const tls = await startTlsServer();
  const gone = await listen(createServer());
  const nobody = originOf(gone);
  await close(gone);
  const world: World = {
    platform,
    mock: mock.environment,
    faults: faults.origins,
    nobody,
    mutualTls: tls.world,
    operations,
  };
  const server = await listen(createServer((_request, response) => response.end(JSON.stringify(world))));
  return {
    world,
    mock,
    url: originOf(server),
    async stop() {
      await Promise.all([mock.stop(), faults.stop(), close(tls.server), close(server)]);
    },
  };
}

/** Every operation of every document, with an input made of its examples. */
export async function planOperations(): Promise<PlannedOperation[]> {
  const declared = (await Promise.all(apis.map(declaredOperations))).flat();
  return declared.map((operation) => ({
    api: operation.api,
    name: operation.metadata.name,
    host: operation.metadata.host,
    input: validInput(operation),
    statuses: [
      ...new Set(operation.responses.map(({ status }) => Number(status)).filter((status) => status > 0)),
    ],
  }));
}

/** Lets in who has a certificate of the test authority, and says whose it was. */
async function startTlsServer(): Promise<{ server: Server; world: MutualTls }> {
  const folder = join(import.meta.dirname, "../../client/test/certificates");
  const pem = (name: string) => readFileSync(join(folder, name), "utf8");
  const ca = pem("ca.pem");
  const options = {
    cert: pem("server.pem"),
    key: pem("server.key"),
    ca,
    requestCert: true,
    rejectUnauthorized: true,
  };
  const server = createTlsServer(options, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    response.end(JSON.stringify({ client: subject.CN }));
  });
  await listen(server);
  const url = originOf(server).replace("http:", "https:");
  return { server, world: { url, ca, cert: pem("client.pem"), key: pem("client.key") } };
}

async function listen<Listening extends Server>(server: Listening): Promise<Listening> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
