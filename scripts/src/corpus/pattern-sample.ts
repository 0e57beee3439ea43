import { lenientRegExp } from "./lenient-reg-exp.ts";

/**
 * A text that a regular expression matches, taking the first alternative and the fewest repetitions: groups, classes,
 * escapes and quantifiers are known, what looks ahead or back is skipped. Its user checks whether it really fits.
 * @param minLength repetitions without a bound are drawn out until the text is so long
 */
export function samplePattern(pattern: string, minLength = 0): string {
  const shortest = alternatives({ pattern, offset: 0, extra: 0 });
  if (shortest.length >= minLength) return shortest;
  return alternatives({ pattern, offset: 0, extra: minLength - shortest.length });
}

interface Reader {
  readonly pattern: string;
  offset: number;
  /** Repetitions that are still to be added. */
  extra: number;
}

function alternatives(reader: Reader): string {
  const first = sequence(reader);
  while (reader.pattern[reader.offset] === "|") {
    const other = { ...reader, offset: reader.offset + 1, extra: 0 };
    sequence(other);
    reader.offset = other.offset;
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = "";
  while (reader.offset < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.offset]!)) {
    const start = reader.offset;
    const atom = readAtom(reader);
    const end = reader.offset;
    const [least, most] = quantifier(reader);
    const wanted = Math.min(most, least + (atom === "" ? 0 : reader.extra));
    reader.extra -= wanted - least;
    for (let times = 0; times < wanted; times++) {
      text += readAtom({ pattern: reader.pattern.slice(0, end), offset: start, extra: 0 });
    }
  }
  return text;
}

function readAtom(reader: Reader): string {
  const { pattern } = reader;
  const character = pattern[reader.offset++]!;
  if (character === "^" || character === "$") return "";
  if (character === ".") return "a";
  if (character === "\\") return escaped(reader);
  if (character === "[") return oneOfClass(reader);
  if (character !== "(") return character;
  const [look = ""] = /^\?(?:<?[=!]|:|<\w+>)/.exec(pattern.slice(reader.offset)) ?? [];
  reader.offset += look.length;
  const inner = alternatives(reader);
  reader.offset++;
  return /[=!]$/.test(look) ? "" : inner;
}

const classes: { readonly [letter: string]: string } = { d: "1", w: "a", s: " ", D: "a", W: "-", S: "a" };

function escaped(reader: Reader): string {
  const character = reader.pattern[reader.offset++] ?? "";
  if (character === "b" || character === "B") return "";
  if (character === "p" || character === "P") {
    const [name = ""] = /^\{[^}]*\}/.exec(reader.pattern.slice(reader.offset)) ?? [];
    reader.offset += name.length;
    return name === "{N}" || name === "{Nd}" ? "1" : "A";
  }
  const [, code] = /^(?:x([\da-f]{2})|u([\da-f]{4}))/i.exec(reader.pattern.slice(reader.offset - 1)) ?? [];
  if (code !== undefined) {
    reader.offset += code.length;
    return String.fromCharCode(Number.parseInt(code, 16));
  }
  return classes[character] ?? { n: "\n", r: "\r", t: "\t" }[character] ?? character;
}

/** A member of a class; of a negated one, a character that it does not name. */
function oneOfClass(reader: Reader): string {
  const end = classEnd(reader);
  const content = reader.pattern.slice(reader.offset, end);
  reader.offset = end + 1;
  const matcher = lenientRegExp(`[${content}]`);
  const preferred = /^\w/.test(content) ? content[0]! : "";
  const candidates = [preferred, ..."1aA0bB-_ .,:/@#+", ...content].filter(Boolean);
  return candidates.find((candidate) => matcher.test(candidate)) ?? "";
}

function classEnd({ pattern, offset }: Reader): number {
  for (let index = offset; index < pattern.length; index++) {
    if (pattern[index] === "\\") index++;
    else if (pattern[index] === "]") return index;
  }
  return pattern.length;
}

function quantifier(reader: Reader): readonly [least: number, most: number] {
  const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(reader.pattern.slice(reader.offset));
  if (!found) return [1, 1];
  reader.offset += found[0].length;
  const [, sign, least, comma, most] = found;
  if (sign) return sign === "?" ? [0, 1] : [sign === "+" ? 1 : 0, Number.POSITIVE_INFINITY];
  if (!comma) return [Number(least), Number(least)];
  return [Number(least), most ? Number(most) : Number.POSITIVE_INFINITY];
}
