import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DocumentError } from "../src/document-error.ts";
import { Draft } from "../src/draft.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "draft-"));
  write("specs/a", "a");
  write("specs/b", "b");
  write("packages/x/node_modules/y", "y");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function read(file: string): string | undefined {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : undefined;
}

it("publishes what was done to it, and leaves what others have done meanwhile", () => {
  using draft = new Draft(root);
  draft.write("specs/a", "A");
  draft.write("packages/new/file", "new");
  draft.delete("specs/b");
  write("specs/c", "by another");
  expect(read("specs/a")).toBe("a");
  expect(draft.publish()).toEqual([
    { file: "packages/new/file", state: "added" },
    { file: "specs/a", state: "changed" },
    { file: "specs/b", state: "deleted" },
  ]);
  expect(["specs/a", "specs/b", "specs/c", "packages/new/file"].map(read)).toEqual([
    "A",
    undefined,
    "by another",
    "new",
  ]);
});

it.each(["changed", "deleted", "added"])("publishes nothing where another has %s a file of it", (state) => {
  using draft = new Draft(root);
  draft.write("packages/new/file", "new");
  draft.write(state === "added" ? "specs/c" : "specs/a", "A");
  if (state === "deleted") rmSync(join(root, "specs/a"));
  else write(state === "added" ? "specs/c" : "specs/a", "by another");
  expect(() => draft.publish()).toThrow(DocumentError);
  expect(() => draft.publish()).toThrow(/^specs\/[ac]\n.*changed while this command ran/);
  expect(read("packages/new/file")).toBeUndefined();
});

it("undoes what it has published where it fails half-way", () => {
  using draft = new Draft(root);
  draft.write("packages/first", "first");
  draft.write("specs/a", "A");
  draft.write("specs/z/file", "z");
  write("specs/z", "a file where a folder should be");
  expect(() => draft.publish()).toThrow(/E\w+/);
  expect([read("packages/first"), read("specs/a")]).toEqual([undefined, "a"]);
  expect(readdirSync(join(root, "specs")).sort()).toEqual(["a", "b", "z"]);
  expect(readdirSync(join(root, "packages"))).toEqual(["x"]);
});

it("is gone when it is no longer needed, and never had what is installed", () => {
  let folder: string;
  {
    using draft = new Draft(root);
    folder = draft.root;
    expect(draft.has("specs/a")).toBe(true);
    expect(draft.has("packages/x/node_modules/y")).toBe(false);
  }
  expect(existsSync(folder)).toBe(false);
});
