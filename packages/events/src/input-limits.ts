/** How much of an input is read. What is beyond is an {@link EventError}. */
export interface InputLimits {
  /** Bytes of UTF-8, of a text or of bytes. @default 10_485_760 (10 MiB) */
  readonly bytes: number;
  /** Objects and arrays inside each other; at most 1000. @default 64 */
  readonly depth: number;
  /** Values of all kinds, in all depths. @default 100_000 */
  readonly values: number;
}

const defaults: InputLimits = { bytes: 10 * 1024 * 1024, depth: 64, values: 100_000 };

/** The limits that hold. Throws a RangeError for one that is not a whole number from 1. */
export function inputLimits(given: Partial<InputLimits> = {}): InputLimits {
  const limits = { ...defaults, ...given };
  for (const [name, limit] of Object.entries(limits)) {
    if (Number.isSafeInteger(limit) && limit >= 1 && (name !== "depth" || limit <= 1000)) continue;
    throw new RangeError(
      `limits.${name} must be a whole number from 1${name === "depth" ? " to 1000" : ""}.`,
    );
  }
  return limits;
}
