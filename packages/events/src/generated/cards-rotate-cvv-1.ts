// Generated from specs/events/upstream/cards-rotate-cvv-1.md
// sha256 5a056dcedb373440d99b4989cb98758d838d7b922bd08ed037ae814d5362aca6
// Not edited by hand: `pnpm generate` writes it.

import { defineEvent, type EventDefinition } from "../define-event.ts";
import { validate } from "./cards-rotate-cvv-1.validate.ts";

/**
 * Card CVV changed
 *
 * CVV (card verification value) updated event, only applies to virtual cards. The [Rotate virtual card CVV](https://developers.pismo.io/pismo-docs/reference/post-v2-reset-cvv) endpoint generates this event. It can also occur when the CVV is rotated automatically. See our [Cards overview](https://developers.pismo.io/pismo-docs/docs/cards-overview-1#card-types) guide for more information about virtual cards.
 */
export type CardCvvChanged = {
  /**
   * Account ID
   *
   * User's Pismo account ID
   *
   * @example 12345678
   */
  readonly account_id: number;
  /**
   * Card PAN hash
   *
   * Hashed PAN (Primary Account Number)
   *
   * @example "0fsdf0sdf9sdf0sdf0sd0fsdn09vsdj0c9sjdcsdcs0d9c=="
   */
  readonly card_hash: string;
  /**
   * Card ID
   *
   * Card's Pismo ID
   *
   * @example 12345678
   */
  readonly card_id: number;
  /**
   * Last 4 PAN numbers
   *
   * Card's last 4 PAN (Primary Account Number) numbers
   *
   * @example "1234"
   */
  readonly card_last_four_numbers: string;
  /**
   * Card name
   *
   * Card's display name
   *
   * @example "Al Fresco"
   */
  readonly card_name: string;
  /**
   * Card printed name
   *
   * Cardholder's name
   *
   * @example "Ho Lee Smokes"
   */
  readonly card_printed_name: string;
  /**
   * Card status
   *
   * Card's status
   */
  readonly card_status: CardCvvChangedCardStatus;
  /**
   * Contactless card flag
   *
   * Card can make transactions using contactless entry mode. Default is true
   */
  readonly contactless_enabled: boolean;
  /**
   * Next cvv rotation date
   *
   * Date and time, in RFC3339 format, scheduled to change the CVV2/CVC2 value. Virtual card only.
   *
   * @example "2021-03-01T18:45:00Z"
   */
  readonly cvv_next_rotation_date: string;
  /**
   * CVV rotation type
   *
   * CVV2/CVC2 value rotation method. Virtual card only.
   */
  readonly cvv_rotation_type: CardCvvChangedCvvRotationType;
  /**
   * Card expiration date
   *
   * Card expiration date in RFC3339 format.
   *
   * @example "2025-10-08T00:00:00Z"
   */
  readonly expiration_date: string;
  /**
   * Card issued date
   *
   * Card issued date and time in RFC3339 format
   *
   * @example "2018-11-13T20:20:39"
   */
  readonly issuing_date: string;
  /**
   * Program ID
   *
   * Card's Pismo program ID
   *
   * The document's default, which is not filled in: `0`.
   *
   * @example 12345678
   */
  readonly program_id: number;
  /**
   * Event status
   *
   * @example "SUCCESS"
   *
   * @example "FAILURE"
   */
  readonly status: string;
  /**
   * Maximum amount allowed per transaction
   *
   * Transaction limit for virtual cards
   *
   * @example 1000
   */
  readonly transaction_limit: number | null;
  /**
   * ABU enabled flag
   *
   * Must card number be sent to Mastercard's automatic billing update service. Default is true. Mastercard only.
   */
  readonly abu_enabled?: boolean;
  /**
   * Pismo customer ID
   *
   * @example 100602614
   */
  readonly customer_id?: number;
  /**
   * Embosser file
   *
   * Name of file containing cards to be embossed sent to embosser.
   *
   * @example "/trackfile"
   */
  readonly embossed?: string | null;
  /**
   * Personalized information sent with emboss
   *
   * Any customer-provided information for embosser such as tracking number or embossing instructions
   *
   * @example "Cards should be metal, not plastic"
   */
  readonly embossing_custom_fields?: string | null;
  /**
   * Metadata
   *
   * Caller provided information. No business rule validation is done.
   *
   * @example {"customer-data":{"my":"value","my-custom-business-label":"label","score":"123"}}
   */
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  /**
   * Failure reason
   *
   * @example "Reason of failure"
   */
  readonly reason?: string | null;
};

/** The values of {@link CardCvvChangedCardStatus} that the document knows. */
export const cardCvvChangedCardStatusValues = [
  "CREATED",
  "UMBOUND",
  "NORMAL",
  "REISSUED",
  "BLOCKED",
  "PENDING",
  "WARNING",
  "LOST",
  "ROBBED",
  "CANCELED",
  "FRAUD",
  "DAMAGED",
  "EXPIRED",
  "DELETED",
  "BROKEN",
  "THEFT",
  "DEFECT",
] as const;

/** One of {@link cardCvvChangedCardStatusValues}, or a value that the document does not know. */
export type CardCvvChangedCardStatus = (typeof cardCvvChangedCardStatusValues)[number] | (string & {});

/** The values of {@link CardCvvChangedCvvRotationType} that the document knows. */
export const cardCvvChangedCvvRotationTypeValues = [
  "MANUAL",
  "AUTOMATIC",
] as const;

/** One of {@link cardCvvChangedCvvRotationTypeValues}, or a value that the document does not know. */
export type CardCvvChangedCvvRotationType = (typeof cardCvvChangedCvvRotationTypeValues)[number] | (string & {});

/** The event `cards.rotate_cvv`, version 1. Its payload is a {@link CardCvvChanged}. */
export const cardCvvChanged: EventDefinition<"cards.rotate_cvv", 1, CardCvvChanged> = /* @__PURE__ */ defineEvent({
  type: "cards.rotate_cvv",
  domain: "cards",
  event: "rotate_cvv",
  version: 1,
  validate,
});

/** The document's example of a {@link CardCvvChanged}, as published. */
export const cardCvvChangedExample: Readonly<Record<string, unknown>> = {
  account_id: 8675309,
  program_id: 1183,
  card_id: 5476631,
  card_name: "JMG owner 310",
  card_printed_name: "Warren Pease",
  card_type: "VIRTUAL",
  card_last_four_numbers: "0504",
  card_hash: "U5xsBtm2w4Ifj2fDcdF8OZbGdoF+ZE5p1Oi+HvBsZ6/iarbCWIbbTr8xGVxpdEd92gM+KrJdT0Xlrp/NSWDlTg==",
  card_status: "NORMAL",
  transaction_limit: 100,
  embossing_custom_fields: null,
  issuing_date: "2021-02-10T20:41:15Z",
  expiration_date: "2026-02-10T00:00:00Z",
  embossed: null,
  status: "success",
  reason: null,
  customer_id: 23954239,
  contactless_enabled: true,
  abu_enabled: true,
  metadata: null,
  cvv_rotation_type: "AUTOMATIC",
  cvv_next_rotation_date: "2021-02-11T02:41:15Z"
};
