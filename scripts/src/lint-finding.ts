/** Something in a document that no schema checker sees. */
export interface Finding {
  /** The check that found it, such as `enum-values`. */
  readonly check: string;
  /** JSON pointer into the whole document. */
  readonly place: string;
  readonly what: string;
}
