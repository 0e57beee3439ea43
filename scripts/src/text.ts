/** A JSDoc comment. Nothing in `lines` can end it early. */
export function comment(lines: readonly string[], indent = ""): string {
  const safe = lines
    .join("\n")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll("*/", "*\\/")
    .trim()
    .split("\n")
    .map((line) => line.trimEnd());
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} *${line && ` ${line}`}\n`).join("")}${indent} */\n`;
}

/** A piece of source among the values of a literal: the name of something that is imported. */
export class Source {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value as TypeScript source: like JSON, with names unquoted where they can be. */
export function literal(value: unknown, indent = ""): string {
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(", ")}]`;
  if (value instanceof Source) return value.text;
  if (typeof value !== "object" || value === null) return String(JSON.stringify(value));
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${key(name)}: ${literal(member, inner)},\n`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join("")}${indent}}`;
}

/** A member's name as TypeScript source. In an object, `__proto__` would be its prototype. */
export function key(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
