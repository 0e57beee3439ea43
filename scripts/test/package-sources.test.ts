import { createHash } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedPackages, root } from "@pismo-client/install/workspace";
import { describe, expect, test } from "vitest";
import { packageSources } from "../src/package-sources.ts";
import { ReleaseCopy } from "../src/release-copy.ts";

const digest = /^[0-9a-f]{64}$/;

test.for(publishedPackages(root))("$folder tells what it was made from", ({ folder, path }) => {
  const { documents, overlays, generator, source } = packageSources(root, folder);
  const isGenerated = readdirSync(join(path, "src")).includes("generated");
  expect(Object.keys(documents).length > 0).toBe(isGenerated);
  expect(generator ?? "").toMatch(isGenerated ? digest : /^$/);
  expect(source).toMatch(digest);
  for (const [file, hash] of Object.entries({ ...documents, ...overlays }))
    expect(
      createHash("sha256")
        .update(readFileSync(join(root, file)))
        .digest("hex"),
      file,
    ).toBe(hash);
});

describe("in the sources of runtime and cards, what changes is that of", () => {
  const cases: { [what: string]: [file: string, changed: string[]] } = {
    "a document": ["specs/cards/upstream/post-v2-reset-cvv.md", ["cards.documents"]],
    "another API's document": ["specs/tokenization/upstream/performtokenop.md", []],
    "the overlay": ["specs/cards/overlay.yaml", ["cards.overlays"]],
    "a step of the generator": ["scripts/src/emit-types.ts", ["cards.generator"]],
    "a step's step": ["scripts/src/json.ts", ["cards.generator"]],
    "a command that generates nothing": ["scripts/src/release.ts", []],
    "what the runtime is compiled from": ["packages/runtime/src/index.ts", ["runtime.source"]],
    "a step of its build": ["packages/runtime/write-version.ts", ["runtime.source"]],
    "a step of every build": ["scripts/src/bundle-package.ts", ["runtime.source", "cards.source"]],
    "the compiler's options": ["tsconfig.base.json", ["runtime.source", "cards.source"]],
    "a test": ["packages/runtime/test/error.test.ts", []],
  };

  test("each thing, and of no other", () => {
    using copy = new ReleaseCopy(root);
    const all = () => ({
      runtime: packageSources(copy.root, "runtime") as object,
      cards: packageSources(copy.root, "cards") as object,
    });
    const before = all();
    for (const [what, [file, expected]] of Object.entries(cases)) {
      const path = join(copy.root, file);
      const text = readFileSync(path);
      appendFileSync(path, "\n");
      const after = all();
      writeFileSync(path, text);
      expect(differing(before, after), what).toEqual(expected);
    }
  }, 60_000);

  test("a tool that is pinned to another version", () => {
    using copy = new ReleaseCopy(root);
    const path = join(copy.root, "scripts/package.json");
    const before = packageSources(copy.root, "cards");
    writeFileSync(path, readFileSync(path, "utf8").replace(/("openapi-typescript": ")[^"]+/, "$10.0.1"));
    const after = packageSources(copy.root, "cards");
    expect(after.generator).not.toBe(before.generator);
    expect(after.source).toBe(before.source);
  }, 60_000);
});

type Sources = { readonly [name: string]: object };

/** `package.member` of every member that differs. */
function differing(before: Sources, after: Sources): string[] {
  return Object.entries(before).flatMap(([name, sources]) =>
    Object.entries(sources)
      .filter(([member, value]) => {
        const now = (after[name] as { [member: string]: unknown })[member];
        return JSON.stringify(now) !== JSON.stringify(value);
      })
      .map(([member]) => `${name}.${member}`),
  );
}
