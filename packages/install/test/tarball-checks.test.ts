import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { mustRun } from "../src/run.ts";
import { checks } from "../src/tarball-checks/checks.ts";
import { openTarball, type Subject } from "../src/tarball-checks/subject.ts";
import { published, root } from "../src/workspace.ts";

/** Each check, with what it is there to find. */

const folder = mkdtempSync(join(tmpdir(), "pismo-client-checks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tarball = inject("tarballs").find(({ name }) => name === "@pismo-client/mock")!;

/** The mock's tarball, changed. */
class Changed {
  readonly folder: string;

  constructor() {
    this.folder = join(mkdtempSync(join(folder, "tarball-")), "package");
    cpSync(tarball.folder, this.folder, { recursive: true });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  edit(path: string, change: (text: string) => string): void {
    const before = readFileSync(join(this.folder, path), "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    this.write(path, after);
  }

  manifest(change: object): void {
    this.edit("package.json", (text) => JSON.stringify({ ...JSON.parse(text), ...change }));
  }

  delete(path: string): void {
    rmSync(join(this.folder, path));
  }

  async pack(): Promise<Subject> {
    const file = join(this.folder, "../changed.tgz");
    await mustRun("tar", ["-czf", file, "-C", dirname(this.folder), "package"], folder);
    return openTarball({ ...tarball, file, folder: this.folder }, published, root);
  }
}

const token = ["gh", "p_", "x".repeat(36)].join("");

const cases: { [title: string]: [check: string, change: (changed: Changed) => void, problem: RegExp] } = {
  "an export that is not there": [
    "publint",
    (changed) => changed.manifest({ exports: { ".": "./dist/none.js" } }),
    /none\.js.*does not exist/,
  ],
  "declarations that are not there": [
    "types",
    (changed) =>
      changed.manifest({ exports: { ".": { default: "./dist/index.js" } } }) ??
      changed.delete("dist/index.d.ts"),
    /attw/,
  ],
  "a test": [
    "contents",
    (changed) => changed.write("test/a.test.js", ""),
    /^test\/a\.test\.js does not belong/,
  ],
  "what a deleted source left": [
    "contents",
    (changed) => changed.write("dist/old.js", ""),
    /^dist\/old\.js comes from no source/,
  ],
  "a missing module": ["contents", (changed) => changed.delete("dist/cli.js"), /^dist\/cli\.js is missing/],
  "a missing licence": ["contents", (changed) => changed.delete("LICENSE"), /^LICENSE is missing/],
  "another licence": ["documents", (changed) => changed.write("LICENSE", "Mine."), /^LICENSE/],
  "a README that could be Pismo's": [
    "documents",
    (changed) => changed.write("README.md", "# Pismo"),
    /unofficial/,
  ],
  "a command without its first line": [
    "documents",
    (changed) => changed.write("dist/cli.js", "main();"),
    /cannot be started/,
  ],
  "a changelog that ends before": [
    "documents",
    (changed) => changed.write("CHANGELOG.md", "# x\n\n## 9.9.9\n"),
    /does not tell of/,
  ],
  "another repository": [
    "manifest",
    (changed) => changed.manifest({ repository: { url: "git+https://github.com/a/b.git" } }),
    /repository\.url/,
  ],
  "no provenance": [
    "manifest",
    (changed) => changed.manifest({ publishConfig: { access: "public" } }),
    /provenance/,
  ],
  "an install script": [
    "manifest",
    (changed) => changed.manifest({ scripts: { postinstall: "curl" } }),
    /postinstall/,
  ],
  "a workspace range": [
    "manifest",
    (changed) => changed.manifest({ dependencies: { a: "workspace:*" } }),
    /no released version/,
  ],
  "a sibling's other version": [
    "manifest",
    (changed) => changed.manifest({ dependencies: { "@pismo-client/events": "9.9.9" } }),
    /is 9\.9\.9; it is released as/,
  ],
  "a map without sources": [
    "maps",
    (changed) =>
      changed.edit("dist/cli.js.map", (text) =>
        text.replace(/"sourcesContent":\[".*"\]/, '"sourcesContent":[]'),
      ),
    /does not hold src\/cli\.ts/,
  ],
  "a map of another source": [
    "maps",
    (changed) => changed.edit("dist/cli.js.map", (text) => text.replace("../src/cli.ts", "../../../cli.ts")),
    /no source of the package/,
  ],
  "a module without a map": [
    "maps",
    (changed) => changed.delete("dist/cli.js.map"),
    /source map that is not there/,
  ],
  "another document": [
    "sources",
    (changed) =>
      changed.edit("dist/sources.json", (text) => text.replace(/"[0-9a-f]{64}"/, `"${"0".repeat(64)}"`)),
    /upstream\/.* has another hash/,
  ],
  "an undeclared import": [
    "imports",
    (changed) => changed.edit("dist/index.js", (text) => `import "left-pad";\n${text}`),
    /imports left-pad/,
  ],
  "a path of this machine": [
    "places",
    (changed) => changed.edit("dist/index.js", (text) => `${text}\n// ${root}/x`),
    /^dist\/index\.js names a folder/,
  ],
  "a token": [
    "secrets",
    (changed) => changed.edit("dist/index.js", (text) => `${text}\n"${token}"`),
    /^dist\/index\.js:\d+: .*GitHub/,
  ],
  "a tarball that has grown": [
    "size",
    (changed) => changed.write("dist/big.js", randomText(400_000)),
    /more than its ceiling/,
  ],
};

describe.concurrent("finds", () => {
  test.for(Object.entries(cases))("%s", async ([, [check, change, problem]]) => {
    const changed = new Changed();
    change(changed);
    const problems = await checks[check]!(await changed.pack());
    expect(problems.join("\n")).toMatch(problem);
  });
});

test("every check finds something", () => {
  const checked = Object.values(cases).map(([check]) => check);
  expect([...new Set(checked)].sort()).toEqual(Object.keys(checks).sort());
});

test("a secret is not repeated where it is reported", async () => {
  const changed = new Changed();
  changed.write("dist/index.js", `"${token}"`);
  const problems = await checks.secrets!(await changed.pack());
  expect(problems).toHaveLength(1);
  expect(problems.join()).not.toContain(token);
});

/** Text that does not compress to nothing, and is the same every time. */
function randomText(length: number): string {
  let seed = 1;
  return Array.from({ length }, () => {
    seed = (seed * 48271) % 2147483647;
    return String.fromCharCode(33 + (seed % 90));
  }).join("");
}
