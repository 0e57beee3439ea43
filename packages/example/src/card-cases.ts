/** What is known of a card that was reported. */
export interface CardCase {
  /** Whether Pismo has blocked it. */
  readonly isFrozen: boolean;
  /**
   * - `due`: nobody has asked for another CVV, or Pismo refused.
   * - `unconfirmed`: it was asked for, and nothing is known of it. It may have been done.
   * - `changed`: Pismo said so, in its answer or by an event.
   */
  readonly cvv: "due" | "unconfirmed" | "changed";
  /** When another CVV was asked for, in ms since 1970. */
  readonly cvvAskedAt?: number;
}

/** The cases by card ID. In memory here; a service of yours keeps them in its database. */
export type CardCases = Map<string, CardCase>;
