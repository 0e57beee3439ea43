/** A document's words inside a line of Markdown: on that line, and with no tag or comment among them. */
export function inline(text: string): string {
  return oneLine(text).replaceAll(/<(?=[A-Za-z/!?])/g, "&lt;");
}

/** A document's name for something as code, whatever it has in it. */
export function codeSpan(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const space = fence.length > 1 ? " " : "";
  return fence + space + oneLine(text) + space + fence;
}

/** Without line breaks and other control characters. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}
