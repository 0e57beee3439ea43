import type { CardState } from "./card-life.ts";
import { type MadeEvent, makeEvent } from "./make-event.ts";

/** The event "Card CVV changed". */
export type CvvChangedEvent = MadeEvent<"cards.rotate_cvv">;

/** What an event is made of. */
export type CvvChange = {
  readonly cardId: string;
  readonly card: CardState;
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly sequence: number;
  readonly cid: string;
  readonly tenant: string | undefined;
};

/**
 * The event of a forced rotation. The same rotations give the same events. What a rotation does not tell is from the
 * published example.
 */
export function createCvvChangedEvent({
  cardId,
  card,
  time,
  sequence,
  cid,
  tenant,
}: CvvChange): CvvChangedEvent {
  return makeEvent("cards.rotate_cvv", {
    event_id: `00000000-0000-4000-8000-${String(sequence).padStart(12, "0")}`,
    cid,
    timestamp: new Date(time).toISOString(),
    ...(tenant !== undefined && { org_id: tenant }),
    data: {
      ...(/^\d{1,15}$/.test(cardId) && { card_id: Number(cardId) }),
      ...(card.accountId !== undefined && { account_id: card.accountId }),
      ...(card.status !== undefined && { card_status: card.status }),
      cvv_next_rotation_date: new Date(card.nextRotation ?? time).toISOString(),
      cvv_rotation_type: "MANUAL",
    },
  });
}
