import { execFile } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DocumentError } from "../src/document-error.ts";
import { pipeline } from "../src/pipeline.ts";
import { sha256 } from "../src/sources.ts";
import { vendorSmall } from "./support/vendored.ts";

const repository = join(import.meta.dirname, "../..");
let root: string;

// Each run of the command is a process of its own.
vi.setConfig({ testTimeout: 30_000 });

/** A copy in step with documents of its own, whatever the repository has. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "generate-"));
  for (const file of globSync(["specs/**", "packages/*/README.md", "README.md"], { cwd: repository })) {
    if (statSync(join(repository, file)).isFile()) cpSync(join(repository, file), join(root, file));
  }
  vendorSmall(root);
  for (const [file, text] of (await pipeline(root)).files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
});
afterEach(() => rmSync(root, { recursive: true }));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function generate(...options: string[]): Promise<Run> {
  const command = [join(repository, "scripts/src/generate.ts"), "--root", root, ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, command, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

function tree(): { [file: string]: string } {
  const files = globSync("**", { cwd: root })
    .sort()
    .filter((file) => statSync(join(root, file)).isFile());
  return Object.fromEntries(
    files.map((file) => [
      file,
      `${statSync(join(root, file)).mtimeMs} ${sha256(readFileSync(join(root, file)))}`,
    ]),
  );
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(join(root, file), "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(join(root, file), after);
}

const page = "specs/cards/upstream/put-v1-card-status.md";
const cutOffMessage = /^specs\/cards\/upstream\/put-v1-card-status\.md\n.*does not end/;

describe("generate --check", () => {
  it("passes where everything is in step, and touches nothing", async () => {
    const before = tree();
    expect(await generate("--check")).toEqual({
      code: 0,
      out: "Everything generated is what specs/ gives.\n",
      err: "",
    });
    expect(tree()).toEqual(before);
  });

  it("reports each file that is missing, extra or different, with the command that mends it, and touches nothing", async () => {
    unlinkSync(join(root, "packages/cards/src/generated/types.ts"));
    unlinkSync(join(root, "specs/tokenization/openapi.json"));
    writeFileSync(join(root, "packages/cards/src/generated/old.ts"), "");
    cpSync(join(root, "packages/cards/src/generated"), join(root, "packages/gone/src/generated/deep"), {
      recursive: true,
    });
    edit("packages/cards/src/generated/operations.ts", (text) => text.replace('host: "pci"', 'host: "api"'));
    edit("specs/sources.yaml", (text) => text.replace(/sha256: "./, 'sha256: "x'));
    edit("packages/tokenization/README.md", (text) =>
      text.replace("| `performTokenOperation`", "| `perform`"),
    );
    const before = tree();
    const { code, out, err } = await generate("--check");
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(
      out
        .split("\n")
        .map((line) => line.replace(/:\d+$/, ""))
        .sort(),
    ).toEqual(
      [
        "",
        "",
        "The generated files are not what specs/ gives. Mend it with: pnpm generate",
        "different packages/cards/src/generated/operations.ts",
        "different packages/tokenization/README.md",
        "different specs/sources.yaml",
        "extra     packages/cards/src/generated/old.ts",
        ...readdirSync(join(root, "packages/gone/src/generated/deep")).map(
          (name) => `extra     packages/gone/src/generated/deep/${name}`,
        ),
        "missing   packages/cards/src/generated/types.ts",
        "missing   specs/tokenization/openapi.json",
      ].sort(),
    );
    const line = Number(/operations\.ts:(\d+)/.exec(out)?.[1]);
    const operations = readFileSync(join(root, "packages/cards/src/generated/operations.ts"), "utf8");
    expect(operations.split("\n")[line - 1]).toBe('  host: "api",');
    expect(tree()).toEqual(before);
  });
});

describe("generate", () => {
  it("mends what is missing, extra or different, writes nothing else, and is then in step", async () => {
    const before = tree();
    unlinkSync(join(root, "packages/cards/src/generated/types.ts"));
    writeFileSync(join(root, "packages/cards/src/generated/old.ts"), "");
    appendFileSync(join(root, "packages/mock/src/generated/documents.ts"), "\n");
    const { code, out } = await generate();
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, -2).sort()).toEqual([
      "deleted packages/cards/src/generated/old.ts",
      "wrote packages/cards/src/generated/types.ts",
      "wrote packages/mock/src/generated/documents.ts",
    ]);
    const after = tree();
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const written = Object.keys(after).filter((file) => after[file] !== before[file]);
    expect(written).toEqual([
      "packages/cards/src/generated/types.ts",
      "packages/mock/src/generated/documents.ts",
    ]);
    for (const file of written) expect(after[file]!.split(" ")[1]).toBe(before[file]!.split(" ")[1]);
  });

  it("brings a property that an upstream document gained to the types, the mock and the list of sources", async () => {
    edit(page, (text) =>
      text.replace(
        /"Status": \{(.*?)"properties": \{/s,
        (found) => `${found} "added_by_hand": { "type": "boolean" },`,
      ),
    );
    const { code, out } = await generate();
    expect(code).toBe(0);
    expect(out).toContain(`${page} is not as recorded: its new sha256 goes to specs/sources.yaml\n`);
    const text = (file: string) => readFileSync(join(root, file), "utf8");
    expect(text("packages/cards/src/generated/schema.ts")).toContain("added_by_hand?: boolean;");
    expect(text("packages/mock/src/generated/documents.ts")).toContain('"added_by_hand"');
    expect(text("specs/cards/openapi.json")).toContain('"added_by_hand"');
    expect(text("specs/sources.yaml")).toContain(`sha256: "${sha256(readFileSync(join(root, page)))}"`);
    expect(text("packages/cards/src/generated/types.ts")).toContain(sha256(text("specs/cards/openapi.json")));
    expect((await generate("--check")).code).toBe(0);
  });

  it.each<[string, () => string[], RegExp]>([
    ["a mistake in a document", cutOff, cutOffMessage],
    ["an option that there is not", () => ["--chekc"], /--chekc/],
  ])("prints no stack trace for %s, and writes nothing", async (_, mistake, message) => {
    const options = mistake();
    const before = tree();
    const { code, out, err } = await generate(...options);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at .*:\d+/m);
    expect(tree()).toEqual(before);
  });
});

describe("the maintainer's mistake is told with its place", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["a document that was cut off", cutOff, cutOffMessage],
    [
      "documents that disagree",
      () => edit(page, (text) => text.replace('"version": "1.4.6"', '"version": "1.4.7"')),
      /^specs\/cards\/upstream\/post-v2-reset-cvv\.md#\/info\/version\n {2}and specs\/cards\/upstream\/put-v1-card-status\.md#\/info\/version\n/,
    ],
    [
      "an overlay whose target is gone",
      () => edit("specs/cards/overlay.yaml", (text) => text.replace("/reset'].post", "/rotate'].post")),
      /^specs\/cards\/overlay\.yaml#\/actions\/2\n.*matches nothing/,
    ],
    [
      "an overlay whose reason is gone",
      () => edit(page, (text) => text.replaceAll("UNBLOCKED", "BLOCKED")),
      /^specs\/cards\/overlay\.yaml#\/actions\/\d+\n.*It expects/,
    ],
    [
      "an operation of two hosts",
      () =>
        edit("specs/cards/overlay.yaml", (text) =>
          text.replaceAll(/ +servers:\n.*- url.*\n.*description.*\n/g, "      x-note: none\n"),
        ),
      /^specs\/cards\/openapi\.json#\/paths\/.*\n.*both host kinds/,
    ],
    [
      "a package without a README",
      () => unlinkSync(join(root, "packages/cards/README.md")),
      /^packages\/cards\/README\.md\n/,
    ],
    [
      "a README without a place for the operations",
      () => edit("packages/cards/README.md", () => "# Cards\n"),
      /^packages\/cards\/README\.md\n/,
    ],
    [
      "a folder that is no repository",
      () => rmSync(join(root, "specs"), { recursive: true }),
      /^specs\/sources\.yaml\n/,
    ],
  ])("%s", async (_, mistake, message) => {
    mistake();
    await expect(pipeline(root)).rejects.toThrow(DocumentError);
    await expect(pipeline(root)).rejects.toThrow(message);
  });
});

it("what is generated is the same each time", async () => {
  expect([...(await pipeline(root)).files]).toEqual([...(await pipeline(root)).files]);
});

function cutOff(): string[] {
  edit(page, (text) => text.slice(0, -40));
  return [];
}
