import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DocumentError } from "../src/document-error.ts";
import { readSources, sha256 } from "../src/sources.ts";

let specs: string;
beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), "specs-"));
});
afterEach(() => rmSync(specs, { recursive: true }));

function write(files: { readonly [file: string]: string | Uint8Array }): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(specs, file)), { recursive: true });
    writeFileSync(join(specs, file), text);
  }
}

const hash = sha256("A page.");
const entry = `# Where each came from.
- file: cards/upstream/a.md
  kind: reference-page # as received
  received: 2026-11-22
  sha256: "${hash}"
`;

describe("sources.yaml", () => {
  it("tells what each document is", () => {
    write({ "sources.yaml": entry, "cards/upstream/a.md": "A page." });
    expect(readSources(specs)).toMatchObject({
      sources: [
        { file: "cards/upstream/a.md", api: "cards", kind: "reference-page", sha256: hash, text: "A page." },
      ],
      list: entry,
      changed: [],
    });
  });

  it("gets a new hash, and nothing else, when a document has changed", () => {
    write({ "sources.yaml": entry, "cards/upstream/a.md": "Another." });
    const { list, changed } = readSources(specs);
    expect(changed).toEqual(["cards/upstream/a.md"]);
    expect(list).toBe(entry.replace(hash, sha256("Another.")));
  });

  it("gets a hash where it has none", () => {
    write({ "sources.yaml": entry.replace(/ {2}sha256.*\n/, ""), "cards/upstream/a.md": "A page." });
    expect(readSources(specs).list).toBe(entry.replaceAll('"', ""));
  });

  it("may list the documents in any order", () => {
    const other = entry.replace("a.md", "b.md");
    write({
      "sources.yaml": other + entry,
      "cards/upstream/a.md": "A page.",
      "cards/upstream/b.md": "A page.",
    });
    expect(readSources(specs).sources.map(({ file }) => file)).toEqual([
      "cards/upstream/a.md",
      "cards/upstream/b.md",
    ]);
  });

  it.each<[string, string, RegExp]>([
    ["that is not there", "", /^specs\/sources\.yaml\n.*\n.*root of the repository/],
    ["that is no list", "a: b\n", /^specs\/sources\.yaml\n.*list/],
    ["that is no YAML", "- a: b\n c\n", /^specs\/sources\.yaml:2:\d+\n/],
    ["with an entry that is no object", "- a\n", /^specs\/sources\.yaml#\/0\n/],
    ["with no file", "- kind: openapi\n", /#\/0\/file\n/],
    ["with a file elsewhere", "- file: ../upstream/a.md\n  kind: openapi\n", /#\/0\/file\n/],
    [
      "with a file below another folder",
      "- file: cards/upstream/../../a.md\n  kind: openapi\n",
      /#\/0\/file\n/,
    ],
    [
      "with a kind that there is not",
      "- file: cards/upstream/a.md\n  kind: page\n",
      /#\/0\/kind\n.*reference-page/,
    ],
    [
      "with a document that is not there",
      "- file: cards/upstream/none.md\n  kind: openapi\n",
      /#\/0\/file\n.*none\.md/,
    ],
    ["that lists a document twice", entry + entry, /#\/0\/file\n {2}and specs\/sources\.yaml#\/1\/file\n/],
    [
      "that does not list a document",
      "[]\n",
      /^specs\/cards\/upstream\/a\.md\n.*not listed in specs\/sources\.yaml/,
    ],
    ["with an API among the events", "- file: events/upstream/a.md\n  kind: openapi\n", /#\/0\/file\n/],
    ["with an event among an API", "- file: cards/upstream/a.md\n  kind: event-page\n", /#\/0\/file\n/],
    [
      "with an API named as another package",
      "- file: runtime/upstream/a.md\n  kind: openapi\n",
      /#\/0\/file\n/,
    ],
  ])("%s is refused, with the place", (_, yaml, message) => {
    write({ "cards/upstream/a.md": "A page.", ...(yaml && { "sources.yaml": yaml }) });
    expect(() => readSources(specs)).toThrow(DocumentError);
    expect(() => readSources(specs)).toThrow(message);
  });

  it("a document that is not UTF-8 is refused", () => {
    write({ "sources.yaml": entry, "cards/upstream/a.md": Uint8Array.of(0xff, 0xfe) });
    expect(() => readSources(specs)).toThrow(/^specs\/cards\/upstream\/a\.md\n.*UTF-8/);
    expect(readFileSync(join(specs, "sources.yaml"), "utf8")).toBe(entry);
  });
});
