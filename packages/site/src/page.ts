import { posix } from "node:path";
import type { Html } from "./html.ts";
import type { Heading } from "./markdown.ts";

/** The groups of the navigation, in order. */
export const groups = ["Guide", "Packages", "API reference", "Operations", "Events", "Proof"] as const;

/** Where a page is, and what it is called. */
export interface Place {
  /** Below the site's root, with `/`. */
  readonly path: string;
  readonly title: string;
  readonly group: (typeof groups)[number];
}

/** A page in the site's own layout. */
export interface Page extends Place {
  /** A sentence for search engines. */
  readonly description: string;
  readonly body: Html;
  /** What the page's table of contents and the search list. */
  readonly headings: readonly Heading[];
}

/** The address of one page, seen from another. Works from `file:` and below any path. */
export function relativeLink(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}
