import { expect, test } from "vitest";
import { codeBlocks, commands, examples } from "../src/readme.ts";

const text =
  "# A\n\n```ts\nconst a = 1;\n```\n\ntext\n\n```ts continues\na;\n```\n\n```sh\nnpm install a # b\n```\n";

test("finds the blocks, with the line of their code", () => {
  expect(
    codeBlocks("packages/a/README.md", text).map(({ line, language, flags }) => [line, language, ...flags]),
  ).toEqual([
    [4, "ts"],
    [10, "ts", "continues"],
    [14, "sh"],
  ]);
});

test("a block that continues joins the one above, and every line keeps its number", () => {
  const [example, ...others] = examples(codeBlocks("packages/a/README.md", text), "ts");
  expect(others).toEqual([]);
  expect(example).toMatchObject({ name: "packages.a.README.4.ts", isRun: true });
  expect(example!.code.split("\n")[3]).toBe("const a = 1;");
  expect(example!.code.split("\n")[9]).toBe("a;");
});

test("a block that is not run, is not run with what continues it", () => {
  const isRun = (info: string) => examples(codeBlocks("a.md", `\`\`\`${info}\na;\n\`\`\`\n`), "ts")[0]!.isRun;
  expect(isRun("ts")).toBe(true);
  expect(isRun("ts no-run")).toBe(false);
  expect(() => isRun("ts norun")).toThrow("a.md:1: `norun` is none of no-run and continues.");
  expect(() => isRun("ts continues")).toThrow("a.md:1: there is no block to continue.");
});

test("takes commands one by one", () => {
  expect(commands("$ npm install \\\n  a b # both\n# nothing\nmkdir a && cd a\n")).toEqual([
    "npm install a b",
    "mkdir a",
    "cd a",
  ]);
});
