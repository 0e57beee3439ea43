export type Bump = "major" | "minor" | "patch" | "none";

/** One difference between two documents, and what it means to whoever uses the client. */
export interface Change {
  readonly bump: Bump;
  /** The operation's name in the client; absent where the change belongs to none. */
  readonly operation?: string;
  /** JSON pointer into the newer document, or into the older one for what is gone. */
  readonly place: string;
  readonly what: string;
  readonly why: string;
  readonly rule: string;
}

const order: readonly Bump[] = ["none", "patch", "minor", "major"];

export function compareBumps(a: Bump, b: Bump): number {
  return order.indexOf(a) - order.indexOf(b);
}

export function highest(bumps: Iterable<Bump>): Bump {
  return [...bumps].reduce<Bump>((a, b) => (compareBumps(a, b) >= 0 ? a : b), "none");
}
