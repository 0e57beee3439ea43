import type { IncomingMessage, ServerResponse } from "node:http";
import { CallLog } from "./call.ts";
import { type CardLife, liveThrough } from "./card-life.ts";
import { type ExchangeContext, exchange } from "./exchange.ts";
import type { HostKind } from "./host-kind.ts";
import type { Mock, MockOperation } from "./mock.ts";
import { findOperation } from "./operation-name.ts";
import { type Origin, openOrigin } from "./origin.ts";
import { checkOutcome, OutcomeQueues } from "./outcome.ts";
import { loadPrism } from "./prism.ts";
import { problem } from "./problem.ts";
import { createRouter } from "./routing.ts";
import { type ServedOperation, serveDocument } from "./served-operation.ts";
import { TokenNumbers } from "./token-numbers.ts";
import { writeReply } from "./write-reply.ts";

/** How a mock is started. */
export type MockOptions = {
  /** The APIs to serve, such as `["cards"]`. All by default. */
  readonly apis?: readonly string[];
  /** Port of the ordinary host on 127.0.0.1. A free one by default, and where 0 is given. */
  readonly port?: number;
  /** Port of the PCI host: the one after `port` by default, or a free one. */
  readonly pciPort?: number;
  /** Gets a line a request: operation, status, and why it was refused. None by default. */
  readonly log?: (line: string) => void;
  /** Whether browsers' pages of any origin may call the mock. True by default. */
  readonly cors?: boolean;
  /** Remembers cards and tokens between requests: `createCardLife()`. Without it every request stands alone. */
  readonly life?: CardLife;
};

/** Starts a mock of documents, by API. */
export async function startMockOf(
  documents: Readonly<Record<string, object>>,
  options: MockOptions = {},
): Promise<Mock> {
  const { apis = Object.keys(documents), port = 0, log, cors = true, life } = options;
  const { pciPort = port === 0 ? 0 : port + 1 } = options;
  for (const api of apis) {
    if (!Object.hasOwn(documents, api)) {
      throw new TypeError(`No API \`${api}\`; there are ${Object.keys(documents).join(", ")}.`);
    }
  }

  const prism = loadPrism();
  const served = await Promise.all(
    [...new Set(apis)].map((api) => serveDocument(prism, api, documents[api] as object)),
  );
  const operations = served.flat();

  const calls = new CallLog();
  const context: ExchangeContext = {
    prism,
    router: createRouter(prism, operations),
    outcomes: new OutcomeQueues(),
    recorder: { calls, tokens: new TokenNumbers(), log },
    life: life && liveThrough(life),
    cors,
  };

  const api = await openOrigin(port, listener(context, "api"));
  const pci = await openOrigin(pciPort, listener(context, "pci")).catch(async (error) => {
    await api.stop();
    throw error;
  });
  const origins = { api, pci };

  const stop = async (): Promise<void> => {
    await Promise.all([api.stop(), pci.stop()]);
  };
  return {
    environment: { api: api.url, pci: pci.url },
    operations: operations.map((operation) => describe(operation, origins)),
    next(name, outcome, { times = 1 } = {}) {
      const operation = findOperation(operations, name);
      if (!(Number.isInteger(times) && times > 0))
        throw new TypeError(`next("${name}"): \`times\` is 1 or more.`);
      context.outcomes.add(operation, checkOutcome(operation, outcome), times);
    },
    calls: (name) => calls.list(name === undefined ? undefined : findOperation(operations, name)),
    reset() {
      context.outcomes.clear();
      calls.clear();
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function listener(context: ExchangeContext, host: HostKind) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    exchange(context, host, request, response).catch((error: Error) => {
      // A client that went away while it was sending.
      if (!request.complete) return;
      context.recorder.log?.(`${host} ${request.method} failed in the mock: ${error.stack}`);
      if (response.headersSent) response.destroy();
      else writeReply(response, problem(500, `The mock failed: ${error.message}`).reply, {});
    });
  };
}

function describe(operation: ServedOperation, origins: Readonly<Record<HostKind, Origin>>): MockOperation {
  const { name, api, method, host, basePath, path } = operation;
  return { name, api, method, host, url: `${origins[host].url}${basePath}${path}` };
}
