import { type CvvChangedEvent, createCvvChangedEvent } from "./cvv-changed-event.ts";
import type { PrismRequest } from "./prism.ts";
import type { Reply } from "./reply.ts";
import { pathParameters, type ServedOperation } from "./served-operation.ts";

/** How a card's life is kept. */
export type CardLifeOptions = {
  /** The clock, in milliseconds since 1970. `Date.now` by default. */
  readonly now?: () => number;
  /** Gets the "Card CVV changed" event of every rotation, in its documented envelope, before the request is answered. */
  readonly onEvent?: (event: CvvChangedEvent) => void;
  /** Milliseconds from a forced rotation to the next scheduled one. 24 hours by default, as in the document's example. */
  readonly rotationInterval?: number;
};

/** A card as its requests left it. */
export type CardState = {
  /** The status that was set last; undefined before. */
  readonly status?: string;
  readonly accountId?: number;
  /** How often its CVV was rotated. */
  readonly rotations: number;
  /** When its CVV is scheduled to rotate next, in milliseconds since 1970. */
  readonly nextRotation?: number;
};

/** What became of a network token. */
export type TokenState = "active" | "suspended" | "deleted";

/** The reason why a card's life does not allow a request. */
export type Refusal = { readonly refusal: string };

/** Applies an accepted request. Returns its reply as the card's life changes it, or why the request is refused. */
export type LiveThrough = (
  operation: ServedOperation,
  request: PrismRequest,
  reply: Reply,
  correlation: string,
) => Reply | Refusal;

/** What a mock remembers of cards and tokens: only what the documents state, and no timer. */
export type CardLife = {
  /** A card by its id; undefined where no accepted request named it. */
  card(cardId: string): CardState | undefined;
  /** A token of a card; undefined where no accepted request named it. */
  token(cardId: string, tokenId: string): TokenState | undefined;
};

/** No new scheduling takes place within two minutes of the last one, says the page of "Rotate virtual card CVV". */
const schedulingInterval = 2 * 60_000;

/** A memory of cards and tokens for `startMock({ life })`. Several mocks may share one. */
export function createCardLife(options: CardLifeOptions = {}): CardLife {
  const { now = Date.now, onEvent, rotationInterval = 24 * 3_600_000 } = options;
  const cards = new Map<string, CardState & { readonly scheduledAt?: number }>();
  const tokens = new Map<string, TokenState>();
  const tokenKey = (cardId: string, tokenId: string): string => JSON.stringify([cardId, tokenId]);
  let events = 0;

  type Step = (
    parameters: Record<string, string>,
    request: PrismRequest,
    reply: Reply,
    cid: string,
  ) => Reply | Refusal;

  const updateCardStatus: Step = ({ customerId, accountId, cardId = "" }, request, reply) => {
    const { status = cards.get(cardId)?.status } = request.body as { status?: string };
    const card = { ...(cards.get(cardId) ?? { rotations: 0 }), accountId: Number(accountId) };
    cards.set(cardId, { ...card, ...(status !== undefined && { status }) });
    return changeBody(reply, (body) => ({
      ...body,
      ...("status" in body && status !== undefined && { status }),
      ...("id" in body && /^\d{1,15}$/.test(cardId) && { id: Number(cardId) }),
      ...("account" in body && { account: { ...(body.account as object), id: accountId } }),
      ...("customer" in body && { customer: { ...(body.customer as object), id: customerId } }),
    }));
  };

  const rotateCvv: Step = ({ cardId = "" }, request, reply, cid) => {
    const time = now();
    const before = cards.get(cardId) ?? { rotations: 0 };
    const schedules = before.scheduledAt === undefined || time - before.scheduledAt >= schedulingInterval;
    const card = {
      ...before,
      rotations: before.rotations + 1,
      ...(schedules && { scheduledAt: time, nextRotation: time + rotationInterval }),
    };
    cards.set(cardId, card);
    events += 1;
    onEvent?.(
      createCvvChangedEvent({
        cardId,
        card,
        time,
        sequence: events,
        cid,
        tenant: request.headers["x-tenant"],
      }),
    );
    return reply;
  };

  const performTokenOperation: Step = ({ cardId = "", tokenId = "" }, request, reply) => {
    const key = tokenKey(cardId, tokenId);
    if (tokens.get(key) === "deleted") return { refusal: "The token was deleted, which is for good" };
    const { operation_type: type } = request.body as { operation_type?: string };
    const next = { DELETE: "deleted", SUSPEND: "suspended", RESUME: "active" } as const;
    tokens.set(key, next[type as keyof typeof next] ?? tokens.get(key) ?? "active");
    return reply;
  };

  const steps: Readonly<Record<string, Step>> = {
    "cards.updateCardStatus": updateCardStatus,
    "cards.rotateCvv": rotateCvv,
    "tokenization.performTokenOperation": performTokenOperation,
  };
  const life: CardLife = {
    card(cardId) {
      const card = cards.get(cardId);
      if (!card) return undefined;
      const { scheduledAt: _, ...state } = card;
      return state;
    },
    token: (cardId, tokenId) => tokens.get(tokenKey(cardId, tokenId)),
  };
  lives.set(life, (operation, request, reply, correlation) => {
    const step = steps[`${operation.api}.${operation.name}`];
    return step ? step(pathParameters(operation, request.url.path), request, reply, correlation) : reply;
  });
  return life;
}

/** What a mock does with a life that `createCardLife` made. */
export function liveThrough(life: CardLife): LiveThrough {
  const take = lives.get(life);
  if (!take) throw new TypeError("`life` is what createCardLife() returns.");
  return take;
}

// Beside the lives, so that users see only what they ask of one.
const lives = new WeakMap<CardLife, LiveThrough>();

function changeBody(reply: Reply, change: (body: Record<string, unknown>) => Record<string, unknown>): Reply {
  if (reply.body === undefined) return reply;
  const body: unknown = JSON.parse(reply.body);
  if (typeof body !== "object" || body === null) return reply;
  return { ...reply, body: JSON.stringify(change(body as Record<string, unknown>)) };
}
