import { type PismoClient, PismoError } from "pismo-client";
import type { CardCvvChanged, EventEnvelope } from "pismo-client/events";
import type { CardCase, CardCases } from "./card-cases.ts";

/** A card that is used by somebody else than its holder. */
export interface FraudSignal {
  readonly customerId: string;
  readonly accountId: number;
  readonly cardId: string;
}

export interface FraudDesk {
  /**
   * Blocks the card and gives it another CVV. A signal may come again: what was done is not done twice.
   * @throws PismoError if Pismo refused, or the card may not be blocked yet
   */
  report(signal: FraudSignal, stopping: AbortSignal): Promise<CardCase>;
  /** Takes the event "Card CVV changed". Events come in any order. */
  cvvChanged(event: { readonly data: CardCvvChanged; readonly envelope: EventEnvelope }): void;
}

export function createFraudDesk(pismo: PismoClient, cases: CardCases): FraudDesk {
  const caseOf = (cardId: string): CardCase => cases.get(cardId) ?? { isFrozen: false, cvv: "due" };
  const note = (cardId: string, change: Partial<CardCase>): void => {
    cases.set(cardId, { ...caseOf(cardId), ...change });
  };

  async function freeze({ customerId, accountId, cardId }: FraudSignal, signal: AbortSignal): Promise<void> {
    // Idempotent, says its document: the client repeats it when an attempt fails, and a second signal does no harm.
    const input = { customerId, accountId, cardId, body: { status: "BLOCKED" } };
    await pismo.forAccount(accountId).cards.updateCardStatus(input, { signal });
    note(cardId, { isFrozen: true });
  }

  async function changeCvv({ accountId, cardId }: FraudSignal, signal: AbortSignal): Promise<void> {
    if (caseOf(cardId).cvv !== "due") return;
    // Noted before it is sent. A process that dies in between must not ask again: every call rotates the CVV once more.
    note(cardId, { cvv: "unconfirmed", cvvAskedAt: Date.now() });
    try {
      await pismo.forAccount(accountId).cards.rotateCvv({ cardId, body: {} }, { signal });
      note(cardId, { cvv: "changed" });
    } catch (error) {
      // It may have been done: the event will tell. If none comes, somebody looks at the card.
      if (error instanceof PismoError && error.outcome === "unknown") return;
      note(cardId, { cvv: "due" });
      throw error;
    }
  }

  return {
    async report(signal, stopping) {
      await freeze(signal, stopping);
      await changeCvv(signal, stopping);
      return caseOf(signal.cardId);
    },
    cvvChanged({ data, envelope }) {
      const cardId = String(data.card_id);
      const { cvvAskedAt } = caseOf(cardId);
      // An event of an earlier rotation says nothing of ours. With a clock that is ahead, ours stays unconfirmed.
      if (cvvAskedAt !== undefined && Date.parse(envelope.timestamp) >= cvvAskedAt)
        note(cardId, { cvv: "changed" });
    },
  };
}
