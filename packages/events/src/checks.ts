/** RFC 3339 section 5.6, with the days that each month has; `T` and `Z` in either case, as its section 5.6 allows. */
const day =
  /\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2\d))/;
const time = /(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)/;

const date = new RegExp(`^${day.source}$`);
const dateTime = new RegExp(`^${day.source}[Tt]${time.source}$`);
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** The formats that the generated validators check. */
export const formats = {
  "date-time": (text: string): boolean => dateTime.test(text) && isInCalendar(text),
  date: (text: string): boolean => date.test(text) && isInCalendar(text),
  /** RFC 9562 section 4. */
  uuid: (text: string): boolean => uuid.test(text),
} as const;

/** False for 29 February of a year that has none. */
function isInCalendar(text: string): boolean {
  if (!text.startsWith("-02-29", 4)) return true;
  const year = Number(text.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** A text's length as JSON Schema counts it for `minLength` and `maxLength`. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
