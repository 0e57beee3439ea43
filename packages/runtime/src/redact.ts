const CARD_NUMBER = /\d(?:[ -]?\d){11,18}/g;
const JWT = /\beyJ[\w-]*(?:\.[\w-]*)+/g;
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
    ]);
  // Marked first and taken out then, so that parts of values that overlap go too; not by one pattern of all values, which
  // would be more than a RegExp holds.
  const hidden = new Uint8Array(text.length);
  const hideAll = (pattern: RegExp) => {
    for (const { 0: found, index } of text.matchAll(pattern)) hidden.fill(1, index, index + found.length);
  };
  for (const value of values) {
    // One or two characters are found only where they stand alone, or hardly a word would be left.
    if (value.length < 3) hideAll(new RegExp(`\\b${value.replace(/[^\w ]/g, "\\$&")}\\b`, "g"));
    else
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
        hidden.fill(1, at, at + value.length);
  }
  hideAll(CARD_NUMBER);
  hideAll(JWT);
  let shown = "";
  for (let at = 0; at < text.length; at++)
    if (!hidden[at]) shown += text[at];
    else if (!hidden[at - 1]) shown += "[redacted]";
  return shown;
}

/** The strings and numbers in `value`, at any depth; those of a form too, but not of bytes. */
export function leaves(value: unknown): string[] {
  if (typeof value === "object" && value && !ArrayBuffer.isView(value)) {
    const isForm = value instanceof FormData || value instanceof URLSearchParams;
    return (isForm ? [...value.values()] : Object.values(value)).flatMap(leaves);
  }
  return /^(string|number|bigint)$/.test(typeof value) ? [String(value)] : [];
}
