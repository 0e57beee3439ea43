import { type Html, html } from "./html.ts";
import { groups, type Page, type Place, relativeLink } from "./page.ts";

/** A whole page: what every page has, around what is its own. */
export function layout(page: Page, places: readonly Place[]): Html {
  const to = (path: string) => relativeLink(page.path, path);
  const isHome = page.path === "index.html";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${isHome ? "pismo-client" : `${page.title} · ${page.group} · pismo-client`}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${page.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${to("assets/icon.svg")}">
<link rel="stylesheet" href="${to("assets/style.css")}">
<script src="${to("assets/search.js")}" defer></script>
</head>
<body${isHome ? html` class="home"` : ""}>
<a class="skip" href="#content">Skip to the content</a>
<header>
<button type="button" class="menu" popovertarget="navigation">Menu</button>
<a class="brand" href="${to("index.html")}">pismo-client</a>
<search hidden data-index="${to("assets/search-index.js")}" data-root="${to("index.html").replace(/index\.html$/, "")}">
<input type="search" placeholder="Search" aria-label="Search the site" aria-controls="results" autocomplete="off">
<ol id="results" hidden></ol>
</search>
</header>
<div class="columns">
<nav id="navigation" popover aria-label="Site">
${groups.map((group) => navigationGroup(page, places, group))}
</nav>
<main id="content">
${page.body}
</main>
${tableOfContents(page)}
</div>
<footer><p>Unofficial: not affiliated with, endorsed by or supported by Pismo. Built from the repository's own texts, documents and measurements.</p></footer>
</body>
</html>
`;
}

function navigationGroup(page: Page, places: readonly Place[], group: Place["group"]): Html | undefined {
  const members = places.filter((place) => place.group === group);
  if (members.length === 0) return undefined;
  return html`<h2>${group}</h2>
<ul>
${members.map(
  ({ path, title }) =>
    html`<li><a href="${relativeLink(page.path, path)}"${path === page.path ? html` aria-current="page"` : ""}>${breakable(title)}</a></li>
`,
)}</ul>
`;
}

/** A name such as `pismo-client/cards`, which breaks after a slash. */
function breakable(title: string): Html {
  return html`${title.split("/").map((part, index) => html`${index > 0 ? html`/<wbr>` : ""}${part}`)}`;
}

function tableOfContents({ headings }: Page): Html | undefined {
  const listed = headings.filter(({ level }) => level === 2 || level === 3);
  if (listed.length < 2) return undefined;
  return html`<aside><details class="toc"><summary>On this page</summary>
<ul>
${listed.map(({ level, id, text }) => html`<li class="level-${level}"><a href="#${id}">${text}</a></li>\n`)}</ul>
</details></aside>`;
}
