const CARD_NUMBER = /\d(?:[ -]?\d){11,18}/g;
const JWT = /\beyJ[\w-]*(?:\.[\w-]*)+/g;
/** Values of an enum, such as `BLOCKED`: no secret, and worth reading in a message. */
const CONSTANT = /^[A-Z]+(_[A-Z]+)*$/;

/** Takes out of a server's words whatever of `sent` they echo, and anything that looks like a card number or a JWT. */
export function redact(text: string, sent: readonly string[]): string {
  const patterns = sent
    .filter((value) => value && !CONSTANT.test(value))
    .flatMap((value) => [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value.replace(/\p{Cs}/gu, "")),
    ])
    // One or two characters are found only where they stand alone, or hardly a word would be left.
    .map((value) =>
      value.length < 3 ? new RegExp(`\\b${value.replace(/[^\w ]/g, "\\$&")}\\b`, "g") : value,
    );
  // Each for itself, since one pattern of them all would be more than a RegExp holds; and marked before any is taken out,
  // so that nothing is left of those that overlap.
  const hidden = new Uint8Array(text.length);
  for (const pattern of [...patterns, CARD_NUMBER, JWT])
    text.replaceAll(pattern, (found, at) => {
      hidden.fill(1, at, at + found.length);
      return "";
    });
  return text.replace(/./gs, (character, at) =>
    hidden[at] ? (hidden[at - 1] ? "" : "[redacted]") : character,
  );
}

/** The strings and numbers in `value`, at any depth; those of a form too, but not of bytes. */
export function leaves(value: unknown): string[] {
  if (typeof value === "object" && value && !ArrayBuffer.isView(value)) {
    const isForm = value instanceof FormData || value instanceof URLSearchParams;
    return (isForm ? [...value.values()] : Object.values(value)).flatMap(leaves);
  }
  return /^(string|number|bigint)$/.test(typeof value) ? [String(value)] : [];
}
