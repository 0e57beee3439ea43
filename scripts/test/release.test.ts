import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { publishedPackages, root } from "@pismo-client/install/workspace";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ReleaseCopy } from "../src/release-copy.ts";
import { changesOf, releaseNotes } from "../src/release-notes.ts";
import { integrity } from "../src/release-prepare.ts";
import { git } from "../src/tree.ts";
import { command, start } from "./support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "pismo-client-release-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where the command makes its copies. */
let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(folder, "temporary-"));
});

const packages = publishedPackages(root);

test("a dry run shows what would be released, tries it, and leaves nothing behind", async () => {
  using copy = new ReleaseCopy(root);
  commit(copy);
  const { code, out, err } = await command("release.ts", ["--dry-run", "--root", copy.root], {
    env: { TMPDIR: temporary },
  });
  expect(err).toBe("");
  expect(code).toBe(0);
  const pending = readdirSync(join(root, ".changeset")).filter((name) => /^(?!README).*\.md$/.test(name));
  for (const { manifest } of packages) {
    const version = manifest.version.replaceAll(".", "\\.");
    if (pending.length === 0) expect(out).toMatch(new RegExp(`^${manifest.name} +${version}$`, "m"));
    else expect(out).toMatch(new RegExp(`^${manifest.name} +${version} → \\d+\\.\\d+\\.\\d+$`, "m"));
  }
  for (const name of pending) {
    const said = readFileSync(join(root, ".changeset", name), "utf8")
      .split("---\n")
      .at(-1)!
      .trim();
    expect(out).toContain(said.split("\n")[0]);
  }
  expect(out.match(/^pismo-client\S*\.tgz +[\d,]+ +[\d,]+ +\d+ +fit +sha512-/gm)).toHaveLength(
    packages.length,
  );
  expect(out).toMatch(/the README's first example printed:\n\n {2}6741322 VIRTUAL PENDING\n/);
  expect(readdirSync(temporary)).toEqual([]);
  expect(git(copy.root, "status", "--porcelain")).toBe("");
}, 240_000);

describe("says what is wrong, and leaves nothing behind", () => {
  test("where generated code is not what the documents give", async () => {
    using copy = new ReleaseCopy(root);
    writeFileSync(join(copy.root, "packages/cards/src/generated/types.ts"), "export {};\n");
    const { code, err } = await command("release.ts", ["--dry-run", "--root", copy.root], {
      env: { TMPDIR: temporary },
    });
    expect(err).toMatch(/generate\.ts --check\n {2}It failed, in a copy/);
    expect(err).toMatch(/different packages\/cards\/src\/generated\/types\.ts/);
    expect(code).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  }, 120_000);

  test("where a tarball is not fit", async () => {
    using copy = ofEvents();
    const manifest = join(copy.root, "packages/events/package.json");
    writeFileSync(
      manifest,
      readFileSync(manifest, "utf8").replace('"provenance": true', '"provenance": false'),
    );
    const { code, out, err } = await command("release.ts", ["--dry-run", "--root", copy.root], {
      env: { TMPDIR: temporary },
    });
    expect(out).toMatch(/^pismo-client-events-\S+\.tgz .* 1 wrong/m);
    expect(err).toMatch(
      /^pismo-client-events-\S+\.tgz: manifest: package\.json: `publishConfig\.provenance` is not true/,
    );
    expect(code).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  }, 240_000);

  test("when it is interrupted", async () => {
    const { child, finished } = start("release.ts", ["--dry-run"], { env: { TMPDIR: temporary } });
    while (!readdirSync(temporary).some((name) => existsSync(join(temporary, name, "scripts/node_modules"))))
      await wait(20);
    child.kill("SIGTERM");
    const { code, err } = await finished;
    expect(err).toMatch(/^SIGTERM\n {2}The command was interrupted/);
    expect(code).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  }, 120_000);
});

/** A copy whose only published package is the events', and whose README shows that: it is quickly released. */
function ofEvents(): ReleaseCopy {
  const copy = new ReleaseCopy(root);
  const edit = (file: string, change: (text: string) => string) => {
    const path = join(copy.root, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };
  for (const { folder } of copy.packages.filter((each) => each.folder !== "events"))
    edit(`packages/${folder}/package.json`, (text) => text.replace("{", '{ "private": true,'));
  edit("README.md", (text) => {
    const example = 'import { parseEvent } from "@pismo-client/events";\nconsole.log(typeof parseEvent);\n';
    return text.replace(/(?<=^```ts\n)[\s\S]*?(?=^```$)/m, example);
  });
  return copy;
}

/** Takes its changesets for versions that were made before, and commits it. */
function finish(copy: ReleaseCopy): void {
  const folder = join(copy.root, ".changeset");
  for (const name of readdirSync(folder)) if (/^(?!README).*\.md$/.test(name)) rmSync(join(folder, name));
  commit(copy);
}

function commit({ root }: ReleaseCopy): void {
  git(root, "add", "--all");
  git(
    root,
    "-c",
    "user.name=A test",
    "-c",
    "user.email=test@example.com",
    "commit",
    "--quiet",
    "--allow-empty",
    "--message=State",
  );
}

describe("--pack", () => {
  test("leaves the tarballs that it checked, with their hashes and the notes", async () => {
    using copy = ofEvents();
    const { version } = copy.packages[0]!.manifest;
    writeFileSync(
      join(copy.root, "packages/events/CHANGELOG.md"),
      `# x\n\n## ${version}\n\n- Something new.\n`,
    );
    finish(copy);
    const out = join(temporary, "release");
    const { code, err } = await command("release.ts", ["--pack", out, "--root", copy.root]);
    expect(err).toBe("");
    expect(code).toBe(0);
    const file = `pismo-client-events-${version}.tgz`;
    expect(readdirSync(out).sort()).toEqual(["notes.md", file, "release.json"]);
    expect(readFileSync(join(out, "notes.md"), "utf8")).toBe(
      `## @pismo-client/events ${version}\n\n- Something new.\n`,
    );
    expect(JSON.parse(readFileSync(join(out, "release.json"), "utf8"))).toEqual({
      version,
      tarballs: [{ name: "@pismo-client/events", file, integrity: integrity(join(out, file)) }],
    });
  }, 240_000);

  test("refuses what is not committed, or no version yet, and a folder that is in use", async () => {
    using copy = new ReleaseCopy(root);
    const pack = (into: string) => command("release.ts", ["--pack", into, "--root", copy.root]);
    const out = join(temporary, "release");
    writeFileSync(
      join(copy.root, ".changeset/a-change.md"),
      '---\n"pismo-client": patch\n---\n\nA change.\n',
    );
    const unversioned = await pack(out);
    expect(unversioned.err).toMatch(/^\.changeset\n {2}There are changesets that are no version yet/);
    finish(copy);
    writeFileSync(join(copy.root, "README.md"), "Not committed.");
    const uncommitted = await pack(out);
    expect(uncommitted.err).toMatch(/^README\.md\n {2}It is not committed/);
    finish(copy);
    const used = await pack(folder);
    expect(used.err).toMatch(/It is not empty/);
    expect([unversioned.code, uncommitted.code, used.code]).toEqual([1, 1, 1]);
    expect(existsSync(out)).toBe(false);
  }, 60_000);
});

describe("the command", () => {
  test("explains itself", async () => {
    const { code, out } = await command("release.ts", ["--help"]);
    expect(out).toMatch(/^pnpm release --dry-run\n/);
    expect(code).toBe(0);
  });

  test.for(["", "--dry-run --pack x", "--force", "--dry-run now"])("refuses `%s`", async (args) => {
    const { code, err } = await command("release.ts", args.split(" ").filter(Boolean));
    expect(err).not.toMatch(/^ {4}at /m);
    expect(err).not.toBe("");
    expect(code).toBe(1);
  });
});

test("notes are what each changelog says of the version that is released", () => {
  const changelog = "# a\n\n## 1.2.0\n\n### Minor Changes\n\n- New.\n\n## 1.1.0\n\n- Old.\n";
  expect(changesOf(changelog, "1.2.0")).toBe("### Minor Changes\n\n- New.");
  expect(changesOf(changelog, "1.1.0")).toBe("- Old.");
  expect(changesOf(changelog, "1.0.0")).toBe("");
  expect(releaseNotes([])).toBe("");
});
