import type { CardState } from "./card-life.ts";

/** The event "Card CVV changed" in the documented envelope. */
export type CvvChangedEvent = {
  readonly event_id: string;
  readonly schema_version: 1;
  readonly domain: "cards";
  readonly event_type: "rotate_cvv";
  readonly org_id: string;
  readonly cid: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
};

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

// The examples that the event's page publishes, for what a rotation does not tell.
const published = {
  account_id: 12345678,
  card_hash: "0fsdf0sdf9sdf0sdf0sd0fsdn09vsdj0c9sjdcsdcs0d9c==",
  card_id: 12345678,
  card_last_four_numbers: "1234",
  card_name: "Al Fresco",
  card_printed_name: "Ho Lee Smokes",
  card_status: "NORMAL",
  contactless_enabled: true,
  expiration_date: "2025-10-08T00:00:00Z",
  issuing_date: "2018-11-13T20:20:39",
  program_id: 12345678,
  transaction_limit: 1000,
};

/** The event of a forced rotation. The same rotations give the same events. */
export function createCvvChangedEvent({
  cardId,
  card,
  time,
  sequence,
  cid,
  tenant,
}: CvvChange): CvvChangedEvent {
  return {
    event_id: `00000000-0000-4000-8000-${String(sequence).padStart(12, "0")}`,
    schema_version: 1,
    domain: "cards",
    event_type: "rotate_cvv",
    org_id: tenant ?? "TN-mock",
    cid,
    timestamp: new Date(time).toISOString(),
    data: {
      ...published,
      ...(/^\d{1,15}$/.test(cardId) && { card_id: Number(cardId) }),
      ...(card.accountId !== undefined && { account_id: card.accountId }),
      ...(card.status !== undefined && { card_status: card.status }),
      cvv_next_rotation_date: new Date(card.nextRotation ?? time).toISOString(),
      cvv_rotation_type: "MANUAL",
      status: "SUCCESS",
    },
  };
}
