import { Html, html } from "./html.ts";
import { repositoryLinks, type Shown } from "./links.ts";
import { renderMarkdown } from "./markdown.ts";
import { groups, type Page, type Place, relativeLink } from "./page.ts";
import { find, type Package, read } from "./repository.ts";

/** A page that shows a Markdown file of the repository. */
export interface GuidePlace extends Place {
  /** Below the repository's root. */
  readonly source: string;
}

/** The repository's Markdown files that have a page. */
export function guidePlaces(packages: readonly Package[]): [GuidePlace, ...GuidePlace[]] {
  const changelogs = packages.filter(({ folder }) => find(`packages/${folder}/CHANGELOG.md`).length > 0);
  return [
    { source: "README.md", path: "index.html", title: "Overview", group: "Guide" },
    { source: "CONTRIBUTING.md", path: "guide/contributing.html", title: "Contributing", group: "Guide" },
    { source: "SECURITY.md", path: "guide/security.html", title: "Security", group: "Guide" },
    ...packages.map(({ folder, name }) => ({
      source: `packages/${folder}/README.md`,
      path: `packages/${folder}.html`,
      title: name,
      group: "Packages" as const,
    })),
    {
      source: "packages/example/README.md",
      path: "packages/example.html",
      title: "An example service",
      group: "Packages",
    },
    ...changelogs.map(({ folder, name }) => ({
      source: `packages/${folder}/CHANGELOG.md`,
      path: `packages/${folder}-changelog.html`,
      title: `Changes of ${name}`,
      group: "Packages" as const,
    })),
    ...find("bench/README.md").map((source) => ({
      source,
      path: "proof/benchmarks.html",
      title: "Benchmarks",
      group: "Proof" as const,
    })),
  ];
}

/** The page of a Markdown file, from its text as it stands in the repository. */
export function guidePage(place: GuidePlace, shown: Shown): Page {
  const text = read(place.source);
  const { html, headings } = renderMarkdown(text, {
    isTrusted: true,
    linkOf: repositoryLinks(place.source, place.path, shown),
  });
  return {
    ...place,
    description: firstParagraph(text),
    body: html,
    headings,
  };
}

/** The first page: it opens with what the README says above its first section, and the ways to the rest. */
export function homePage(place: GuidePlace, shown: Shown, places: readonly Place[]): Page {
  const page = guidePage(place, shown);
  const { text } = page.body;
  const start = text.indexOf("<h2");
  const ways = groups
    .filter((group) => group !== place.group)
    .flatMap((group) => places.find((other) => other.group === group) ?? []);
  const body = html`<div class="hero">
${new Html(text.slice(0, start))}<p class="ways">
${ways.map(({ path, group }) => html`<a href="${relativeLink(place.path, path)}">${group}</a>\n`)}</p>
</div>
${new Html(text.slice(start))}`;
  return { ...page, body };
}

function firstParagraph(markdown: string): string {
  const paragraphs = markdown.replaceAll(/<!--.*?-->/gs, "").split(/\n\s*\n/);
  const first = paragraphs.find((text) => /^\w/.test(text)) ?? "";
  return first
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
