import { createHmac, randomBytes } from "node:crypto";

/** Numbers tokens in the order of their first appearance, keeping only digests under a key that lives as long. */
export class TokenNumbers {
  readonly #key: Buffer = randomBytes(32);
  readonly #numbers = new Map<string, number>();

  of(token: string): number {
    const digest = createHmac("sha256", this.#key).update(token).digest("base64");
    const known = this.#numbers.get(digest);
    if (known) return known;
    this.#numbers.set(digest, this.#numbers.size + 1);
    return this.#numbers.size;
  }
}
