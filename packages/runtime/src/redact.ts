const CARD_NUMBER = /\d(?:[ -]?\d){11,18}/g;
const JWT = /\beyJ[\w.-]*/g;
/** Nothing, JSON's words, and values of an enum, such as `BLOCKED`: no secret, and worth reading in a message. */
const PUBLIC = /^([A-Z_]*|true|false|null|undefined)$/;

/**
 * The first 500 characters of a server's words, without whatever of `sent` they echo, and without anything that looks like
 * a card number or a JWT.
 */
export function redact(text: string, sent: readonly unknown[]): string {
  const values = sent
    .map(String)
    .filter((value) => !PUBLIC.test(value))
    .flatMap((value) => [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value.replace(/\p{Cs}/gu, "")),
    ])
    // One or two characters are found only where they stand alone, or hardly a word would be left.
    // Of a long one the beginning tells: what follows it is beyond what is shown.
    .map((value) =>
      value.length < 3 ? new RegExp(`\\b${value.replace(/\W/g, "\\$&")}\\b`, "g") : value.slice(0, 500),
    );
  // Marked first and taken out then, so that parts of values that overlap go too; not by one pattern of all values, which
  // would be more than a RegExp holds.
  const read = text.slice(0, 1000);
  const shown = read.split("");
  const mark = (found: string, at: number) => {
    shown.fill("\0", at, at + found.length);
    return found;
  };
  for (const pattern of [...values, CARD_NUMBER, JWT]) read.replaceAll(pattern, mark);
  return shown.slice(0, 500).join("").replace(/\0+/g, "[redacted]");
}
