/** What events of one version of one type are made of, as its document says. */
export type EventSource = {
  /** `cards.rotate_cvv`: domain and event. */
  readonly type: string;
  readonly domain: string;
  readonly event: string;
  readonly version: number;
  /** A valid payload: the published example where that is one. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The values that the document lists for a member, any of which is valid; undefined where it may be left out. */
  readonly alternatives: Readonly<Record<string, readonly unknown[]>>;
};
