const masked = "***";

// Names are compared in snake case: `cardNumber` is `card_number`.
const secretMember =
  /(^|_)(pan|pin|cvv2?|cvc2?|csc|password|passwd|secret|token|code|hash|private_key|api_key)$|card_?number|last_(4|four)|track_?[12]|authori[sz]ation|printed_name|card_?holder/;
const secretHeader = /authorization|cookie|token|secret|password|api-?key/;

const credential = /\beyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=\bBearer\s)\S+/gi;
const uuid = "[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}";
const cardNumber = "\\d(?:[ -]?\\d){12,18}";
const uuidOrCardNumber = new RegExp(`(${uuid})|${cardNumber}`, "gi");

/** Text without what looks like a token or a card number: 13 to 19 digits, spaced or not. */
export function maskText(text: string): string {
  return text.replace(credential, masked).replace(uuidOrCardNumber, (_, id?: string) => id ?? masked);
}

/** A JSON value with the values of members whose name or content says secret replaced by `***`. */
export function maskValue(value: unknown): unknown {
  if (typeof value === "string") return maskText(value);
  if (typeof value === "number") return maskText(String(value)).includes(masked) ? masked : value;
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      maskText(name),
      isSecret(name) && member !== null ? masked : maskValue(member),
    ]),
  );
}

/**
 * Header values with secrets replaced. A bearer token becomes `Bearer [token 1]` with the number that `numberOf` gives
 * it, so that a test sees whether two requests carried the same one.
 */
export function maskHeaders(
  headers: Readonly<Record<string, string>>,
  numberOf: (token: string) => number,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const token = name === "authorization" ? /^Bearer\s+(.+)$/i.exec(value)?.[1] : undefined;
      if (token) return [name, `Bearer [token ${numberOf(token)}]`];
      return [name, secretHeader.test(name) ? masked : maskText(value)];
    }),
  );
}

function isSecret(name: string): boolean {
  return secretMember.test(name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase());
}
