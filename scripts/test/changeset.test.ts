import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Change } from "../src/change.ts";
import { readBumps, writeChangeset } from "../src/changeset.ts";
import { betaReason } from "../src/diff-apis.ts";
import { run } from "../src/specs-diff.ts";

const repository = join(import.meta.dirname, "../..");
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "changeset-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function changesets(): string[] {
  return readdirSync(join(root, ".changeset")).filter((name) => name.endsWith(".md"));
}

function text(name = changesets()[0]!): string {
  return readFileSync(join(root, ".changeset", name), "utf8");
}

describe("writeChangeset", () => {
  const added: Change = {
    bump: "minor",
    operation: "blockCard",
    place: "#/paths/~1cards/post",
    what: "Operation `POST /cards` was added.",
    why: "It can be left alone.",
    rule: "operation-added",
  };
  const removed: Change = {
    ...added,
    bump: "major",
    what: "It was removed.",
    why: "Calls fail.",
    rule: "operation-removed",
  };
  const write = (...changes: Change[]) => writeChangeset(root, { api: "cards", title: "Cards", changes });

  beforeEach(() => {
    for (const name of ["cards", "client", "mock", "events"]) {
      mkdirSync(join(root, "packages", name), { recursive: true });
      writeFileSync(join(root, "packages", name, "package.json"), "{}");
    }
  });

  it("names the packages, their sizes and the operations", () => {
    expect(write(added)).toMatch(/^\.changeset\/cards-[0-9a-f]{8}\.md$/);
    expect(text()).toBe(
      '---\n"@pismo-client/cards": minor\n"pismo-client": minor\n"@pismo-client/mock": minor\n---\n\n' +
        'Pismo changed its document "Cards":\n\n- New operation: `blockCard`, `POST /cards`.\n',
    );
  });

  it("gives the same file when it runs twice", () => {
    expect(write(added)).toBe(write(added));
    expect(changesets()).toHaveLength(1);
  });

  it("takes the place of what was generated for the same API, and of nothing else", () => {
    const others = ["first-cards.md", "cards-by-hand.md", "cards-v2-0123abcd.md"];
    mkdirSync(join(root, ".changeset"));
    for (const name of others) writeFileSync(join(root, ".changeset", name), "");
    write(added);
    const later = write(added, removed);
    expect(changesets().sort()).toEqual([...others, later!.slice(".changeset/".length)].sort());
  });

  it("says what breaks first, without the compiler's words, and leaves the mock at minor", () => {
    const type: Change = {
      ...removed,
      operation: "getCard",
      what: "`Card` is no longer what was read.",
      why: "Code that reads it no longer compiles: Type 'A' is not …",
      rule: "received-type-changed",
    };
    write(added, removed, type, { ...type, operation: "blockCard" });
    expect(text()).toMatch(/cards": major\n.*client": major\n.*mock": minor\n---\n/);
    expect(
      text()
        .split("\n")
        .filter((line) => line.startsWith("- ")),
    ).toEqual([
      "- **Breaking.** `blockCard`: It was removed. Calls fail.",
      "- **Breaking.** `getCard`, `blockCard`: `Card` is no longer what was read. Code that reads it no longer compiles.",
      "- New operation: `blockCard`, `POST /cards`.",
    ]);
  });

  it("says what breaks in beta operations", () => {
    write(added, { ...removed, bump: "minor", why: `${removed.why} ${betaReason}` });
    expect(text()).toContain("- **Breaking, in beta.** `blockCard`: It was removed. Calls fail.\n");
  });

  it("goes away when the change does", () => {
    write(added);
    expect(write()).toBeUndefined();
    expect(changesets()).toEqual([]);
  });

  it("leaves the mock out for events, which it has no document of", () => {
    writeChangeset(root, { api: "events", title: "Events", changes: [added] });
    expect(text()).not.toContain("mock");
  });
});

describe("readBumps", () => {
  it.each([
    ['---\n"a": minor\n---\ntext', { a: "minor" }],
    ["---\n'@x/a': patch\nb: major\n---\n", { "@x/a": "patch", b: "major" }],
    ["---\n---\n", {}],
    ["no front matter, a: major", {}],
  ])("%j", (given, expected) => {
    expect(Object.fromEntries(readBumps([given]))).toEqual(expected);
  });

  it("takes the highest of several", () => {
    const texts = ["---\na: minor\n---", "---\na: major\n---", "---\na: patch\n---"];
    expect(readBumps(texts).get("a")).toBe("major");
  });
});

describe("pnpm specs diff in a repository", { timeout: 30_000 }, () => {
  beforeEach(() => {
    for (const name of ["cards", "tokenization", "events"]) copy(`packages/${name}/src/generated`);
    for (const name of ["cards", "tokenization", "events", "client", "mock"])
      copy(`packages/${name}/package.json`);
    copy("specs");
    mkdirSync(join(root, ".changeset"));
    git("init", "--quiet", "--initial-branch=main");
    commit("first");
  });

  function copy(path: string): void {
    cpSync(join(repository, path), join(root, path), { recursive: true });
  }

  function git(...args: string[]): void {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    const unsigned = ["-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"];
    execFileSync("git", ["-C", root, ...identity, ...unsigned, ...args]);
  }

  function commit(message: string): void {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", `--message=${message}`);
  }

  /** The command in this process: loading it anew for each call would take most of the time. */
  async function diff(...args: string[]) {
    const printed = { stdout: "", stderr: "" };
    const spies = (["stdout", "stderr"] as const).map((stream) =>
      vi.spyOn(process[stream], "write").mockImplementation((text) => {
        printed[stream] += text;
        return true;
      }),
    );
    try {
      return { status: await run(["--root", root, ...args]), ...printed };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  function edit(change: (text: string) => string): void {
    const path = join(root, "specs/tokenization/openapi.json");
    const before = readFileSync(path, "utf8");
    expect(change(before)).not.toBe(before);
    writeFileSync(path, change(before));
  }

  /** `operator_id` of `TokenOperationRequest` becomes required. */
  const breaking = (text: string) => {
    const document = JSON.parse(text);
    document.components.schemas.TokenOperationRequest.required.push("operator_id");
    return JSON.stringify(document);
  };
  const harmless = (text: string) => text.replaceAll("Pismo card ID", "Card ID");
  const hand = (...bumps: string[]) => `---\n${bumps.join("\n")}\n---\n\nBy hand.\n`;

  it("finds everything new before any release, and says so", async () => {
    const { status, stdout, stderr } = await diff("--json");
    expect(status).toBe(0);
    expect(stderr).toContain("Nothing was released yet");
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(["bump", "changes"]);
    expect(report.bump).toBe("minor");
    expect(report.changes.map(({ operation }: Change) => operation)).toEqual(
      expect.arrayContaining(["rotateCvv", "resetCvv2TryCounter"]),
    );
  });

  it("compares with the last release's tag", async () => {
    git("tag", "pismo-client@0.9.0");
    edit(harmless);
    commit("second");
    git("tag", "pismo-client@0.10.0");
    git("tag", "@pismo-client/cards@9.0.0");
    expect(JSON.parse((await diff("--json")).stdout)).toEqual({ bump: "none", changes: [] });
    edit(breaking);
    const { bump, changes } = JSON.parse((await diff("--json")).stdout);
    expect(bump).toBe("major");
    expect(changes[0]).toMatchObject({
      operation: "performTokenOperation",
      rule: "required-properties-added",
    });
    expect(changes[0].place).toMatch(/^specs\/tokenization\/openapi\.json#\//);
  });

  it("refuses a change without a changeset or with one that is too small, and writes the right one", async () => {
    expect((await diff("--check", "--since", "HEAD")).status).toBe(0);
    edit(breaking);
    const refused = await diff("--check", "--since", "HEAD");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(
      "is major for @pismo-client/tokenization (no changeset) and pismo-client (no changeset)",
    );
    expect(refused.stderr).toContain("pnpm specs diff --changeset");

    const small = hand('"@pismo-client/tokenization": minor', '"pismo-client": major');
    writeFileSync(join(root, ".changeset/by-hand.md"), small);
    expect((await diff("--check", "--since", "HEAD")).stderr).toContain(
      "is major for @pismo-client/tokenization (a changeset says minor).",
    );

    expect((await diff("--changeset")).stdout).toMatch(/^\.changeset\/tokenization-[0-9a-f]{8}\.md: major/);
    const written = changesets();
    expect((await diff("--changeset")).status).toBe(0);
    expect(changesets()).toEqual(written);
    commit("second");
    expect((await diff("--check", "--since", "HEAD~1")).status).toBe(0);
  });

  it("does not count a changeset that was there before", async () => {
    const earlier = hand('"@pismo-client/tokenization": major', '"pismo-client": major');
    writeFileSync(join(root, ".changeset/earlier.md"), earlier);
    commit("second");
    edit(breaking);
    expect((await diff("--check", "--since", "HEAD")).status).toBe(1);
  });

  it("asks for nothing where generated code and documents are as they were", async () => {
    commit("second");
    expect((await diff("--check", "--since", "HEAD~1")).stdout).toContain("has its changeset");
  });

  it("explains itself in a shallow clone", async () => {
    edit(harmless);
    commit("second");
    const clone = mkdtempSync(join(tmpdir(), "shallow-"));
    try {
      execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${root}`, clone]);
      await expect(diff("--root", clone)).rejects.toThrow("git fetch --unshallow --tags");
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  });

  it.each([
    [["--json", "--markdown"], "exclude each other"],
    [["a", "b", "c"], "Two documents are compared"],
    [["--check", "a"], "give no documents"],
    [["missing.yaml"], "There is no such file"],
    [["--since", "nowhere"], "There is no such commit"],
    [["--nonsense"], "nonsense"],
  ])("refuses %j", async (args, message) => {
    await expect(diff(...args)).rejects.toThrow(message);
  });
});
