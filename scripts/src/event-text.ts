import type { Json } from "./json.ts";

/** One paragraph of plain text and links, whatever markup the document has. A leading `@` is no tag. */
export function eventText(value: Json | undefined): string {
  if (typeof value !== "string") return "";
  return value
    .replace(/<a\s[^>]*?href=(["'])(https?:\/\/[^"'\s]+)\1[^>]*>(.*?)<\/a>/gs, "[$3]($2)")
    .replace(/<br\s*\/?>/g, " ")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .replace(/^@/, "\\@");
}
