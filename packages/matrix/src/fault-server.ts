import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Answer, Cors, Received, ScriptRequest } from "../suite/script.ts";
import type { World } from "../suite/world.ts";

type Host = keyof World["faults"];

interface RunningScript extends ScriptRequest {
  readonly received: Received[];
  answered: number;
}

export interface FaultServer {
  readonly origins: World["faults"];
  stop(): Promise<void>;
}

/** A real HTTP server on three origins of this machine, which answers each request as a script says. */
export async function startFaultServer(): Promise<FaultServer> {
  const scripts: RunningScript[] = [];
  const start = async (host: Host): Promise<Server> => {
    const server = createServer((request, response) => {
      // A client that goes away is what some scripts are about.
      serve(scripts, host, request, response).catch(() => response.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  const servers = {
    api: await start("api"),
    pci: await start("pci"),
    elsewhere: await start("elsewhere"),
  };
  return {
    origins: {
      api: originOf(servers.api),
      pci: originOf(servers.pci),
      elsewhere: originOf(servers.elsewhere),
    },
    async stop() {
      for (const server of Object.values(servers)) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

export function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(
  scripts: RunningScript[],
  host: Host,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "" } = request;
  const body = await text(request);
  const [, id = "", path = ""] = /^\/([^/]+)(.*)$/.exec(url) ?? [];
  const script = scripts[numberOf(id)];
  if (!script?.keepAlive) response.setHeader("connection", "close");
  if (id === "scripts") {
    allow(request, response, "open");
    if (method === "POST") {
      scripts.push({ ...(JSON.parse(body) as ScriptRequest), received: [], answered: 0 });
      response.end(`script-${scripts.length - 1}`);
    } else {
      response.end(JSON.stringify(scripts[numberOf(path)]?.received));
    }
    return;
  }
  if (!script) return void response.writeHead(404).end();
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const entry = { host, method, path, headers, body, abandoned: false };
  script.received.push(entry);
  response.on("close", () => {
    entry.abandoned = !response.writableFinished;
  });
  allow(request, response, script.cors ?? "open");
  if (method === "OPTIONS") return void response.writeHead(204).end();
  const answer = script.answers[Math.min(script.answered++, script.answers.length - 1)] ?? {};
  await setTimeout(answer.delay ?? 0);
  if (!response.closed) give(answer, request, response);
}

function numberOf(id: string): number {
  return Number(/\d+$/.exec(id)?.[0]);
}

/** The Fetch standard's CORS protocol. */
function allow({ headers }: IncomingMessage, response: ServerResponse, cors: Cors): void {
  if (cors === "refused" || !headers.origin) return;
  response.setHeader("access-control-allow-origin", headers.origin);
  response.setHeader("access-control-allow-methods", headers["access-control-request-method"] ?? "*");
  response.setHeader("access-control-allow-headers", headers["access-control-request-headers"] ?? "*");
  if (cors === "open") response.setHeader("access-control-expose-headers", "x-cid, retry-after");
}

function give(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  const { status = 200, headers = {}, body = "{}" } = answer;
  switch (answer.fault) {
    case "silence":
      return;
    case "reset":
      return void request.socket.resetAndDestroy();
    case "close":
      return void request.socket.destroy();
    case "garbage":
      return void request.socket.end("no HTTP\r\n\r\n");
    case "half":
      return void response
        .writeHead(200, { "content-type": "application/json", "content-length": 100 })
        .write('{"half":', () => request.socket.destroy());
    case "drip": {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 20);
      return void response.on("close", () => clearInterval(timer));
    }
  }
  const isCompressed = headers["content-encoding"] === "gzip";
  const content = isCompressed ? gzipSync(body) : body;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(status === 204 || status === 304 ? undefined : content);
}
