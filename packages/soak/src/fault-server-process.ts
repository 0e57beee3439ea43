import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Environment } from "pismo-client";
import type { ServerRecord } from "./server-record.ts";

export interface FaultServer {
  readonly environment: Environment;
  /** What the server saw, all of it. */
  record(): Promise<ServerRecord>;
  /** How many connections are open, once there are none or so many ms have passed. */
  openConnections(ms: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the server in a process of its own, so that nothing of it counts as the client's. */
export async function startFaultServer(seed: number, calls: number): Promise<FaultServer> {
  const server = fork(new URL("fault-server.ts", import.meta.url), [`${seed}`, `${calls}`], {
    serialization: "advanced",
    execArgv: [],
  });
  const [port]: [number] = (await answerOf(server)) as [number];
  const ask = async (what: "whole" | "sum") => {
    server.send(what);
    return (await answerOf(server))[0] as ServerRecord;
  };
  return {
    environment: environmentAt(port),
    record: () => ask("whole"),
    async openConnections(ms) {
      for (const end = Date.now() + ms; ; await wait(100)) {
        const { connectionsOpen } = await ask("sum");
        if (connectionsOpen === 0 || Date.now() > end) return connectionsOpen;
      }
    },
    async stop() {
      server.send("stop");
      await once(server, "exit");
    },
  };
}

async function answerOf(server: ChildProcess): Promise<unknown[]> {
  const ended = new AbortController();
  const end = () => ended.abort(new Error("The server has ended."));
  server.once("exit", end);
  try {
    return await once(server, "message", { signal: ended.signal });
  } finally {
    server.off("exit", end);
  }
}

function environmentAt(port: number): Environment {
  return { api: `http://127.0.0.1:${port}/api`, pci: `http://127.0.0.1:${port}/pci` };
}

export interface Nowhere {
  readonly environment: Environment;
  stop(): Promise<void>;
}

/** A port where nobody listens and nobody can: it is taken, by the near end of a connection. */
export async function findNowhere(): Promise<Nowhere> {
  const far = createServer().listen(0, "127.0.0.1");
  const accepted = once(far, "connection") as Promise<[Socket]>;
  await once(far, "listening");
  const near = connect({
    port: (far.address() as AddressInfo).port,
    host: "127.0.0.1",
    localAddress: "127.0.0.1",
  });
  const [other] = await accepted;
  if (near.connecting) await once(near, "connect");
  far.close();
  return {
    environment: environmentAt(near.localPort!),
    async stop() {
      near.destroy();
      if (!other.closed) await once(other.resume(), "close");
    },
  };
}
