import { type ApiSymbol, apiScheme, type Docs, type EntryPoint, kinds, type Target } from "./api-model.ts";
import { highlight } from "./highlight.ts";
import { Html, html } from "./html.ts";
import type { Heading } from "./markdown.ts";
import { renderMarkdown } from "./markdown.ts";
import { type Page, relativeLink } from "./page.ts";

const titles: { readonly [kind in ApiSymbol["kind"]]: string } = {
  function: "Functions",
  class: "Classes",
  interface: "Interfaces",
  type: "Types",
  constant: "Constants",
};

/** Declarations of more lines stay folded: they are for looking something up. */
const foldedAbove = 60;

export function apiPath(entryPoint: string): string {
  return `api/${entryPoint.replace(/^@pismo-client\//, "").replaceAll("/", "-")}.html`;
}

/** The reference of what a package exports under one name. */
export function apiPage(entryPoint: EntryPoint): Page {
  const path = apiPath(entryPoint.name);
  const context = new Context(path, entryPoint);
  const sections = kinds
    .map((kind) => ({ kind, symbols: entryPoint.symbols.filter((symbol) => symbol.kind === kind) }))
    .filter(({ symbols }) => symbols.length > 0);
  const elsewhere = [...new Set(entryPoint.reexported.map((target) => target.entryPoint))];
  const headings: Heading[] = [
    ...sections.flatMap(({ kind, symbols }) => [
      { level: 2, id: titles[kind].toLowerCase(), text: titles[kind] },
      ...symbols.map(({ name }) => ({ level: 3, id: name, text: name })),
    ]),
    ...(elsewhere.length > 0 ? [{ level: 2, id: "also-exported", text: "Also exported" }] : []),
  ];
  const body = html`<h1>${entryPoint.name}</h1>
<p>Everything that <code>import … from "${entryPoint.name}"</code> gives, from its docstrings. How to use it is told in
<a href="${relativeLink(path, `packages/${entryPoint.packageFolder}.html`)}">the package's README</a>.</p>
${sections.map(
  ({ kind, symbols }) => html`<h2 id="${titles[kind].toLowerCase()}">${titles[kind]}</h2>
${symbols.map((symbol) => section(symbol, context))}`,
)}
${
  elsewhere.length > 0
    ? html`<h2 id="also-exported">Also exported</h2>
${elsewhere.map(
  (name) => html`<p>From <a href="${context.linkTo({ entryPoint: name, name: "" })}">${name}</a>:</p>
<ul class="names">
${entryPoint.reexported
  .filter((target) => target.entryPoint === name)
  .map((target) => html`<li><a href="${context.linkTo(target)}"><code>${target.name}</code></a></li>\n`)}</ul>
`,
)}`
    : ""
}`;
  return {
    path,
    title: entryPoint.name,
    group: "API reference",
    description: `What ${entryPoint.name} exports, with its docstrings.`,
    body,
    headings,
  };
}

/** How one page leads to the symbols of all of them. */
class Context {
  readonly #path: string;
  readonly #named: ReadonlyMap<string, Target>;

  constructor(path: string, { name, symbols, reexported }: EntryPoint) {
    this.#path = path;
    this.#named = new Map(
      [...symbols.map((symbol) => ({ entryPoint: name, name: symbol.name })), ...reexported].map((target) => [
        target.name,
        target,
      ]),
    );
  }

  linkTo({ entryPoint, name }: Target): string {
    const path = apiPath(entryPoint);
    return (path === this.#path ? "" : relativeLink(this.#path, path)) + (name && `#${name}`);
  }

  code(declaration: string, self: string): Html {
    return new Html(
      highlight(declaration, "typescript", (name) => {
        const target = name === self ? undefined : this.#named.get(name);
        return target && this.linkTo(target);
      }),
    );
  }

  markdown(text: string): Html {
    return renderMarkdown(text, {
      isTrusted: false,
      linkOf: (href) => {
        if (!href.startsWith(apiScheme)) return href;
        const [entryPoint = "", name = ""] = href.slice(apiScheme.length).split("#");
        return this.linkTo({ entryPoint: decodeURIComponent(entryPoint), name });
      },
    }).html;
  }
}

function section({ name, kind, declaration, docs, members }: ApiSymbol, context: Context): Html {
  const code = context.code(declaration, name);
  const lines = declaration.split("\n").length;
  const documented = members.filter(({ docs }) => !isEmpty(docs));
  return html`<section>
<h3 id="${name}">${name} <small>${kind}</small></h3>
${lines > foldedAbove ? html`<details><summary>Its declaration, of ${lines} lines</summary>${code}</details>` : code}
${description(docs, context)}
${
  documented.length > 0
    ? html`<dl>
${documented.map(
  (member) => html`<dt id="${name}.${member.name}"><code>${member.name}</code></dt>
<dd>${description(member.docs, context)}</dd>
`,
)}</dl>`
    : ""
}
</section>
`;
}

function description({ summary, parameters, tags }: Docs, context: Context): Html {
  const items = [
    ...parameters.map(({ name, text }) => ({ term: html`<code>${name}</code>`, text })),
    ...tags.map(({ name, text }) => ({ term: html`${name}`, text })),
  ];
  return html`${context.markdown(summary)}
${
  items.length > 0
    ? html`<dl class="tags">
${items.map(({ term, text }) => html`<dt>${term}</dt><dd>${context.markdown(text)}</dd>\n`)}</dl>`
    : ""
}`;
}

function isEmpty({ summary, parameters, tags }: Docs): boolean {
  return summary === "" && parameters.length === 0 && tags.length === 0;
}
