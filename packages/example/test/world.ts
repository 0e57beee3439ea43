import { type CardLife, createCardLife, type MadeEvent, type Mock, startMock } from "@pismo-client/mock";
import { type ClientOptions, createPismoClient } from "pismo-client";
import { createMemorySeenStore, type PismoEvent } from "pismo-client/events";
import { onTestFinished } from "vitest";
import { type Service, type ServiceOptions, startService } from "../src/service.ts";

export const signal = { customerId: "102377856", accountId: 102378693, cardId: "6741322" };

export interface World {
  readonly mock: Mock;
  readonly life: CardLife;
  readonly service: Service;
  /** The events of the rotations that Pismo did, in order. They arrive when a test delivers them. */
  readonly events: MadeEvent<"cards.rotate_cvv">[];
  readonly putAside: PismoEvent[];
  readonly logged: unknown[];
  /** How many tokens were issued. */
  readonly tokens: () => number;
  report(): Promise<Answer>;
  deliver(event: unknown): Promise<Answer>;
  card(): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The service, with the mock in Pismo's place. */
export async function startWorld(
  client: Partial<ClientOptions> = {},
  options: Partial<ServiceOptions> = {},
): Promise<World> {
  const events: World["events"] = [];
  const putAside: PismoEvent[] = [];
  const logged: unknown[] = [];
  const life = createCardLife({ onEvent: (event) => events.push(event) });
  const mock = await startMock({ apis: ["cards"], life });
  onTestFinished(() => mock.stop());
  let tokens = 0;
  const pismo = createPismoClient({
    environment: mock.environment,
    accountToken: () => `token-${++tokens}`,
    retry: { baseDelay: 1 },
    ...client,
  });
  const service = await startService({
    pismo,
    cases: new Map(),
    seen: createMemorySeenStore(),
    putAside: (event) => putAside.push(event),
    log: (error) => logged.push(error),
    port: 0,
    grace: 5_000,
    ...options,
  });
  onTestFinished(() => service.stop());
  const post = (path: string, body: unknown) =>
    request(`${service.url}${path}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return {
    ...{ mock, life, service, events, putAside, logged, tokens: () => tokens },
    report: () => post("/fraud-signals", signal),
    deliver: (event) => post("/events", event),
    card: () => request(`${service.url}/cards/${signal.cardId}`),
  };
}

async function request(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.json() };
}
