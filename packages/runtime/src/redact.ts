const CARD_NUMBER = /\d(?:[ -]?\d){11,18}/;
const JWT = /\beyJ[\w-]*(?:\.[\w-]*)+/;
/** Values of an enum, such as `BLOCKED`: no secret, and worth reading in a message. */
const CONSTANT = /^[A-Z]+(_[A-Z]+)*$/;

/** Takes out of a server's words whatever of `sent` they echo, and anything that looks like a card number or a JWT. */
export function redact(text: string, sent: readonly string[]): string {
  const values = sent
    .filter((value) => value && !CONSTANT.test(value))
    .flatMap((value) => [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value.replace(/\p{Cs}/gu, "")),
    ])
    // The longest first: a value that holds another one is taken out whole.
    .sort((a, b) => b.length - a.length)
    .map((value) => {
      const literal = value.replace(/[^\w ]/g, "\\$&");
      // One or two characters are found only where they stand alone, or hardly a word would be left.
      return value.length < 3 ? `\\b${literal}\\b` : literal;
    });
  return text.replace(new RegExp([...values, CARD_NUMBER.source, JWT.source].join("|"), "g"), "[redacted]");
}

/** The strings and numbers in `value`, at any depth; those of a form too, but not of bytes. */
export function leaves(value: unknown): string[] {
  if (typeof value === "object" && value && !ArrayBuffer.isView(value)) {
    const isForm = value instanceof FormData || value instanceof URLSearchParams;
    return (isForm ? [...value.values()] : Object.values(value)).flatMap(leaves);
  }
  return /^(string|number|bigint)$/.test(typeof value) ? [String(value)] : [];
}
