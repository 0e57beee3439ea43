import { createCssVariablesTheme, createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

const theme = createCssVariablesTheme({ name: "site", variablePrefix: "--code-" });

const highlighter = await createHighlighterCore({
  themes: [theme],
  langs: [
    import("shiki/langs/typescript.mjs"),
    import("shiki/langs/javascript.mjs"),
    import("shiki/langs/json.mjs"),
    import("shiki/langs/yaml.mjs"),
    import("shiki/langs/shellscript.mjs"),
  ],
  engine: createJavaScriptRegexEngine(),
});

/**
 * A block of code as HTML, coloured by the style sheet's variables.
 *
 * @param language As it stands beside a fence; one that is not known leaves the code plain.
 * @param linkOf The address of what a name stands for, where there is one.
 */
export function highlight(
  code: string,
  language: string,
  linkOf: (name: string) => string | undefined = () => undefined,
): string {
  return highlighter.codeToHtml(code.trimEnd(), {
    lang: highlighter.getLoadedLanguages().includes(language) ? language : "text",
    theme,
    mergeWhitespaces: "never",
    // With a limit, a busy machine would leave the rest of a line plain, and the bytes would differ.
    tokenizeTimeLimit: 0,
    transformers: [
      {
        name: "links",
        span(node, _line, _column, _lineElement, token) {
          const href = linkOf(token.content);
          if (!href) return;
          node.tagName = "a";
          node.properties = { href };
        },
      },
    ],
  });
}
