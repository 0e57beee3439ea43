import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { codeBlocks, commands, examples } from "../src/readme.ts";
import { run } from "../src/run.ts";
import { compile, findNodes } from "../src/user-project.ts";
import { type Manifest, published, readJson, root } from "../src/workspace.ts";

const project = inject("project");
const workspace = readJson<Manifest>(join(root, "package.json"));

const readmes = ["README.md", ...published.map(({ folder }) => `packages/${folder}/README.md`)];
const blocks = readmes
  .filter((readme) => existsSync(join(root, readme)))
  .flatMap((readme) => codeBlocks(readme, readFileSync(join(root, readme), "utf8")));
const typescript = examples(blocks, "ts");
const javascript = examples(blocks, "js");

test("every README shows an example", () => {
  const shown = new Set(typescript.map(({ readme }) => readme));
  expect([...shown].sort()).toEqual(readmes.toSorted());
});

describe("examples", () => {
  let node: string;
  let mock: ChildProcess | undefined;
  let environment: string;

  beforeAll(async () => {
    mkdirSync(join(project, "readme"));
    for (const { name, code } of [...typescript, ...javascript])
      writeFileSync(join(project, "readme", name), code);
    node = [...(await findNodes()).values()][0]!;
    mock = fork(join(project, "serve-mock.mjs"), { cwd: project, execPath: node, execArgv: [] });
    environment = JSON.stringify((await once(mock, "message"))[0]);
  });

  afterAll(() => {
    mock?.disconnect();
  });

  test.for(readmes)("%s compiles", async (readme) => {
    const files = typescript
      .filter((example) => example.readme === readme)
      .map(({ name }) => `readme/${name}`);
    const { status, output } = await compile(project, "typescript-7", "nodenext", files, { out: "out" });
    expect(status, output).toBe(0);
  });

  const runnable = [...typescript, ...javascript].filter(({ isRun }) => isRun);

  test.for(runnable.map(({ name }) => name))("%s runs as printed", async (name) => {
    const file = name.endsWith(".ts")
      ? join("out/readme", name.replace(/\.ts$/, ".js"))
      : join("readme", name);
    const { status, output } = await run(node, ["--import", "./to-mock.mjs", file], project, {
      env: { MOCK: environment },
      timeout: 20_000,
    });
    expect(status, output).toBe(0);
  });
});

describe("commands", () => {
  const lines = blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ readme, line, code }) =>
      commands(code).map((command) => ({ place: `${readme}:${line}`, command })),
    );

  test.for(lines)("$place $command", async ({ command }) => {
    const [program = "", ...args] = command.split(/\s+/);
    if (program === "npm") return expectNpm(args);
    if (program === "npx") return args[0] === "-y" ? expectPnpm(args.slice(1)) : expectCommand(args);
    if (program === "pnpm") return expectPnpm([workspace.packageManager!, ...args]);
    expect(["cd", "mkdir", "git", "curl", "node"], "a program that a README may name").toContain(program);
  });
});

/** `npm install` of packages that are published, of their tarballs, or of what a user's project needs besides. */
function expectNpm([action, ...args]: readonly string[]): void {
  if (action === "init") return;
  expect(["install", "i"]).toContain(action);
  const names = [...published.map(({ manifest }) => manifest.name), "typescript", "@types/node"];
  for (const name of args.filter((arg) => !arg.startsWith("-") && !arg.endsWith(".tgz")))
    expect(names).toContain(name);
}

/** `pnpm@<our version>` with one of our scripts, or of pnpm's own commands. */
function expectPnpm([pnpm, ...args]: readonly string[]): void {
  expect(pnpm).toBe(workspace.packageManager);
  const own = ["install", "exec", "pack"];
  const script = args.find(
    (arg, index) => !arg.startsWith("-") && !["--filter", "--pack-destination"].includes(args[index - 1]!),
  );
  expect([...Object.keys(workspace.scripts), ...own]).toContain(script);
}

/** A command that a published package brings, with arguments that it knows. */
async function expectCommand([name = "", ...args]: readonly string[]): Promise<void> {
  if (name === "tsc") return;
  const bin = join(project, "node_modules/.bin", name);
  expect(published.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}))).toContain(name);
  expect(existsSync(bin), bin).toBe(true);
  const { status, output } = await run(process.execPath, [bin, ...args, "--help"], project);
  expect(status, output).toBe(0);
}
