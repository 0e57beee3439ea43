import GithubSlugger from "github-slugger";
import createMarkdown, { type MarkdownIt } from "markdown-it";
import { highlight } from "./highlight.ts";
import { Html } from "./html.ts";

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

export interface Rendered {
  readonly html: Html;
  readonly headings: readonly Heading[];
}

export type MarkdownOptions = {
  /** Whether HTML in it is kept: of our own texts it is, of what came with a document it is shown as text. */
  readonly isTrusted: boolean;
  /** The address on the page of what a link or an image leads to. */
  readonly linkOf: (href: string) => string;
};

type Environment = MarkdownOptions & {
  readonly slugger: GithubSlugger;
  readonly headings: Heading[];
};

const renderers = new Map([true, false].map((isTrusted) => [isTrusted, renderer(isTrusted)]));

/** Renders Markdown as GitHub does: the same headings' anchors, tables, and code with its colours. */
export function renderMarkdown(text: string, options: MarkdownOptions): Rendered {
  const env: Environment = { ...options, slugger: new GithubSlugger(), headings: [] };
  const html = renderers.get(options.isTrusted)!.render(text.replaceAll(/<!--.*?-->/gs, ""), env);
  return { html: new Html(html), headings: env.headings };
}

function renderer(isTrusted: boolean): MarkdownIt {
  const markdown = createMarkdown({
    html: isTrusted,
    linkify: true,
    highlight: (code, info) => highlight(code, info.split(/\s/)[0] ?? ""),
  });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

  markdown.core.ruler.push("headings", ({ tokens, env }) => {
    const { slugger, headings } = env as unknown as Environment;
    for (const [index, token] of tokens.entries()) {
      if (token.type !== "heading_open") continue;
      const text = (tokens[index + 1]!.children ?? []).map(({ content }) => content).join("");
      const id = slugger.slug(text);
      token.attrSet("id", id);
      headings.push({ level: Number(token.tag.slice(1)), id, text });
    }
  });

  // A table without a heading for a column has an empty cell there, which is no heading to a screen reader.
  markdown.core.ruler.push("empty headings", ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type !== "th_open" || tokens[index + 1]!.content !== "") continue;
      token.tag = "td";
      tokens[index + 2]!.tag = "td";
    }
  });

  markdown.core.ruler.push("links", ({ tokens, env }) => {
    const { linkOf } = env as unknown as Environment;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const name = token.type === "link_open" ? "href" : token.type === "image" ? "src" : undefined;
      if (name) token.attrSet(name, linkOf(String(token.attrGet(name))));
    }
  });

  // A wide table scrolls by itself, with the keyboard too.
  markdown.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>\n';
  markdown.renderer.rules.table_close = () => "</table></div>\n";
  // The highlighter returns the whole block, and markdown-it would put another one around it otherwise.
  markdown.renderer.rules.code_block = (tokens, index) => highlight(tokens[index]!.content, "text");
  return markdown;
}
