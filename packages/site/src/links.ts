import { posix } from "node:path";
import { relativeLink } from "./page.ts";
import { exists, repositoryUrl } from "./repository.ts";

/** The page that a file of the repository, or a package on npm, is shown on. */
export interface Shown {
  /** By path below the root: `packages/client/README.md`. */
  readonly files: ReadonlyMap<string, string>;
  /** By name: `pismo-client`. */
  readonly packages: ReadonlyMap<string, string>;
}

/**
 * Rewrites the links of one of the repository's Markdown files: to the pages that show what they lead to, else to the
 * file in the repository. Links to anywhere else stay as they are.
 *
 * @throws when a link leads to a file that does not exist.
 */
export function repositoryLinks(source: string, page: string, shown: Shown): (href: string) => string {
  return (href) => {
    const packageName = /^https:\/\/www\.npmjs\.com\/package\/([^#?]+)$/.exec(href)?.[1];
    const packagePage = packageName && shown.packages.get(packageName);
    if (packagePage) return relativeLink(page, packagePage);

    const [target = "", fragment] = href.split("#");
    if (target === "" || (/^[a-z]+:/i.test(target) && !target.startsWith(repositoryUrl))) return href;
    const path = target.startsWith(repositoryUrl)
      ? target.slice(repositoryUrl.length).replace(/^\/((blob|tree)\/main\/)?/, "") || "README.md"
      : posix.join(posix.dirname(source), target);
    const hash = fragment && `#${fragment}` !== "#readme" ? `#${fragment}` : "";
    const found = [path, posix.join(path, "README.md")].map((file) => shown.files.get(file)).find(Boolean);
    if (found) return relativeLink(page, found) + hash;
    if (!exists(path)) {
      throw new Error(`${source} links to ${href}, and ${path} does not exist. Correct the link.`);
    }
    return `${repositoryUrl}/blob/main/${path}${hash}`;
  };
}
