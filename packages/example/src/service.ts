import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { PismoClient } from "pismo-client";
import { createEventHandler, type PismoEvent, type SeenStore } from "pismo-client/events";
import type { CardCases } from "./card-cases.ts";
import { createFraudDesk } from "./fraud-desk.ts";
import { HttpProblem, problemAnswer } from "./http-problem.ts";
import { readBytes, readFraudSignal } from "./read-request.ts";

export interface ServiceOptions {
  readonly pismo: PismoClient;
  readonly cases: CardCases;
  /** Which events were handled. One that all processes share outlives a restart. */
  readonly seen: SeenStore;
  /** Takes events that this service does nothing with. */
  readonly putAside: (event: PismoEvent) => unknown;
  readonly log: (error: unknown) => void;
  /** A free one if 0. */
  readonly port: number;
  /** How long requests that are being served may go on when the service stops, in ms. */
  readonly grace: number;
}

export interface Service {
  readonly url: string;
  /** Takes no more requests, and resolves when those that it took are answered. */
  stop(): Promise<void>;
}

/**
 * - `POST /fraud-signals` blocks a card and gives it another CVV: 200, or 202 while the CVV is unconfirmed.
 * - `GET /cards/{cardId}` tells what is known of a reported card.
 * - `POST /events` takes Pismo's events: 200 once it is done with one, so that the sender may forget it.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { pismo, cases, seen, putAside, log, port, grace } = options;
  const stopping = new AbortController();
  const desk = createFraudDesk(pismo, cases);
  const handleEvent = createEventHandler(
    { "cards.rotate_cvv": (event) => desk.cvvChanged(event) },
    { onUnknown: putAside, seen },
  );

  async function serve(
    request: IncomingMessage,
  ): Promise<{ readonly status: number; readonly body: object }> {
    const route = `${request.method} ${request.url}`;
    if (route === "POST /fraud-signals") {
      const signal = await readFraudSignal(request);
      const found = await desk.report(signal, stopping.signal);
      return { status: found.cvv === "changed" ? 200 : 202, body: found };
    }
    if (route === "POST /events") {
      const { status } = await handleEvent(await readBytes(request));
      return { status: 200, body: { status } };
    }
    const found = cases.get(/^GET \/cards\/(\d+)$/.exec(route)?.[1] ?? "");
    if (found) return { status: 200, body: found };
    throw new HttpProblem(404, "there is nothing here");
  }

  const server = createServer(async (request, response) => {
    const { status, body } = await serve(request).catch((error: unknown) => {
      if (!(error instanceof HttpProblem)) log(error);
      return problemAnswer(error);
    });
    // A connection that is kept would keep a service that stops.
    if (!server.listening) response.setHeader("connection", "close");
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      // Calls that are still under way are ended: their requests are answered with what is known of them.
      const timers = [
        setTimeout(() => stopping.abort(), grace),
        setTimeout(() => server.closeAllConnections(), grace + 1000),
      ];
      await closed;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
