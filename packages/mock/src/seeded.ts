import { createHash } from "node:crypto";

/** Values that look random and are the same for the same names, on every machine. */
export type Seeded = {
  /** A UUID (version 4). */
  uuid(name: string): string;
  /** A whole number from 0 to 2^32 − 1. */
  number(name: string): number;
};

/** A value depends on its own name only, so that a further one changes no other. */
export function seeded(...seed: readonly (string | number)[]): Seeded {
  const digest = (name: string): Buffer =>
    createHash("sha256")
      .update(JSON.stringify([...seed, name]))
      .digest();
  return {
    uuid(name) {
      const hex = digest(name).toString("hex");
      const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4];
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    number: (name) => digest(name).readUInt32BE(),
  };
}
