/** A block of code in a README. */
export interface CodeBlock {
  /** The README's path below the root. */
  readonly readme: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
  readonly language: string;
  /** What else stands beside the language: `no-run`, `continues`. */
  readonly flags: readonly string[];
  readonly code: string;
}

const fence = /^```(?<info>.*)\n(?<code>[\s\S]*?)^```$/gm;

/** The fenced code blocks of a README. */
export function codeBlocks(readme: string, text: string): CodeBlock[] {
  return [...text.matchAll(fence)].map(({ index, groups }) => {
    const { info, code } = groups as { info: string; code: string };
    const [language = "", ...flags] = info.trim().split(/\s+/);
    return { readme, line: text.slice(0, index).split("\n").length + 1, language, flags, code };
  });
}

/** A file that a README's blocks are written to. */
export interface Example {
  readonly readme: string;
  readonly name: string;
  readonly isRun: boolean;
  readonly code: string;
}

/**
 * The examples in a language: one for each block, together with the blocks that continue it. Every line keeps the
 * number that it has in the README, so that a compiler's complaint leads there.
 */
export function examples(blocks: readonly CodeBlock[], language: "ts" | "js"): Example[] {
  const found: { readme: string; name: string; isRun: boolean; code: string }[] = [];
  for (const block of blocks.filter((candidate) => candidate.language === language)) {
    const unknown = block.flags.find((flag) => flag !== "no-run" && flag !== "continues");
    if (unknown)
      throw new Error(`${block.readme}:${block.line - 1}: \`${unknown}\` is none of no-run and continues.`);
    const previous = found.at(-1);
    if (block.flags.includes("continues")) {
      if (!previous) throw new Error(`${block.readme}:${block.line - 1}: there is no block to continue.`);
      previous.code = atLine(previous.code, block);
      previous.isRun &&= !block.flags.includes("no-run");
    } else {
      const name = `${block.readme.replaceAll("/", ".").replace(/\.md$/, "")}.${block.line}.${language}`;
      found.push({
        readme: block.readme,
        name,
        isRun: !block.flags.includes("no-run"),
        code: atLine("", block),
      });
    }
  }
  return found;
}

function atLine(before: string, { line, code }: CodeBlock): string {
  return before + "\n".repeat(line - before.split("\n").length) + code;
}

/** The commands of a shell block: one a line, without prompts, comments and continuation lines. */
export function commands(code: string): string[] {
  return code
    .replaceAll(/\\\n\s*/g, "")
    .split(/\n|&&/)
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, "")
        .replace(/^\s*\$\s+/, "")
        .trim(),
    )
    .filter((line) => line !== "");
}
