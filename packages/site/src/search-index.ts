import type { OperationPlace } from "./operations.ts";
import type { Page } from "./page.ts";

/** What can be found: a title, the page it is on, and its address below the site's root. */
type Entry = readonly [title: string, page: string, address: string];

/** A script that gives the search what it searches: a page opened from a file cannot load anything else. */
export function searchIndex(pages: readonly Page[], operations: readonly OperationPlace[]): string {
  const entries: Entry[] = [
    ...pages.flatMap(({ title, path, group, headings }): Entry[] => [
      [title, group, path],
      ...headings
        .filter(({ level }) => level > 1)
        .map(({ text, id }): Entry => [text, title, `${path}#${id}`]),
    ]),
    ...operations.flatMap(({ title, path, group, operations }): Entry[] => [
      [title, group, path],
      ...operations.map(({ title: name, hash }): Entry => [name, title, path + hash]),
    ]),
  ];
  return `globalThis.searchIndex = ${JSON.stringify(entries)};\n`;
}
