import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { type Allowed, dependencyProblems } from "../src/dependencies/allowed.ts";
import { findInstalled, type Installed } from "../src/dependencies/installed.ts";
import { licenceOf } from "../src/dependencies/licence.ts";
import { lockfileProblems } from "../src/dependencies/lockfile.ts";
import { printTree } from "../src/dependencies/print-tree.ts";
import { published, readJson, root } from "../src/workspace.ts";

describe("what our packages bring along", () => {
  const packages = published.map(({ manifest }) => findInstalled(inject("project"), manifest.name));

  const allowed = readJson<Allowed>(join(import.meta.dirname, "../src/dependencies/allowed.json"));

  test("is what src/dependencies/allowed.json lists, and runs nothing when it is installed", () => {
    console.log(packages.map(printTree).join("\n\n"));
    expect(dependencyProblems(packages, allowed)).toEqual([]);
    expect(Object.keys(allowed.trees).sort()).toEqual(published.map(({ manifest }) => manifest.name).sort());
  });

  test("is one package of others for the facade, and none for what it is made of", () => {
    const { trees } = allowed;
    const ofOthers = (name: string) => trees[name === "pismo-client" ? name : `@pismo-client/${name}`];
    expect(ofOthers("pismo-client")).toEqual(["undici"]);
    for (const name of ["runtime", "cards", "tokenization", "events"]) expect(ofOthers(name)).toEqual([]);
  });
});

describe("the list finds", () => {
  const installed = (changes: Partial<Installed> = {}): Installed => ({
    name: "inner",
    version: "1.2.3",
    licence: "MIT",
    size: 1,
    installScripts: [],
    needs: [],
    ...changes,
  });
  const ours = (...inner: Installed[]) => {
    const outer = installed({ name: "outer", version: "2.0.0", needs: inner });
    return [installed({ name: "ours", needs: [outer] })];
  };
  const allowed: Allowed = {
    licences: ["MIT"],
    trees: { ours: ["inner", "outer"] },
    dependencies: {
      inner: { range: "1.x", licence: "MIT", why: "of outer" },
      outer: { range: "2.0.0", licence: "MIT", why: "for what it does" },
    },
  };

  test("nothing where all is as it says", () => {
    expect(dependencyProblems(ours(installed()), allowed)).toEqual([]);
  });

  test.each<[string, Installed[], RegExp]>([
    [
      "a new one, and who brings it",
      [installed(), installed({ name: "new" })],
      /new is new .*ours › outer › new/,
    ],
    ["one that has gone", [], /inner is no longer in its tree/],
    ["another major version", [installed({ version: "2.0.0" })], /inner@2\.0\.0 is not in 1\.x/],
    ["another licence", [installed({ licence: "GPL-3.0" })], /licence GPL-3\.0, not MIT/],
    ["a licence that is not allowed", [installed({ licence: "GPL-3.0" })], /not among the licences/],
    ["an install script", [installed({ installScripts: ["postinstall"] })], /runs postinstall/],
  ])("%s", (_, inner, problem) => {
    expect(dependencyProblems(ours(...inner), allowed).join("\n")).toMatch(problem);
  });

  test.each<[string, Partial<Allowed>, RegExp]>([
    [
      "an entry without a reason",
      { dependencies: { ...allowed.dependencies, inner: { ...allowed.dependencies.inner!, why: "" } } },
      /not why/,
    ],
    [
      "an entry that nobody needs",
      { dependencies: { ...allowed.dependencies, old: allowed.dependencies.inner! } },
      /old .* in no tree/,
    ],
    ["a tree of nothing that is published", { trees: { ...allowed.trees, old: [] } }, /old is not published/],
    ["a tree that is not listed", { trees: {} }, /inner is new/],
  ])("%s", (_, changes, problem) => {
    expect(dependencyProblems(ours(installed()), { ...allowed, ...changes }).join("\n")).toMatch(problem);
  });
});

test("a tree is read from what is installed: versions inside others, peers, scripts, and what goes round", () => {
  const project = mkdtempSync(join(tmpdir(), "pismo-client-tree-"));
  onTestFinished(() => rmSync(project, { recursive: true }));
  const install = (path: string, manifest: object, files: Record<string, string> = {}) => {
    const folder = join(project, "node_modules", path);
    const name = path.split("node_modules/").at(-1);
    for (const [file, text] of Object.entries({
      ...files,
      "package.json": JSON.stringify({ name, ...manifest }),
    })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  };
  install("a", { version: "1.0.0", dependencies: { b: "1" }, optionalDependencies: { c: "*" } });
  install("a/node_modules/b", { version: "1.0.0", peerDependencies: { d: "*" }, scripts: { install: "x" } });
  install("b", { version: "2.0.0" });
  install(
    "d",
    { version: "1.0.0", dependencies: { a: "*" }, license: "MIT" },
    { "binding.gyp": "{}", "lib/x.js": "1234" },
  );
  expect(printTree(findInstalled(project, "a")).split("\n")).toEqual([
    "a@1.0.0 none 1 kB; 3 dependencies, 1 kB",
    "  b@1.0.0 none 1 kB",
    "    d@1.0.0 MIT 1 kB",
    "      a@1.0.0 none 1 kB",
    "        b@1.0.0 none 1 kB, see above",
  ]);
  const [inner] = findInstalled(project, "a").needs;
  expect(inner).toMatchObject({ version: "1.0.0", installScripts: ["install"] });
  expect(inner?.needs[0]).toMatchObject({ installScripts: ["binding.gyp"] });
  rmSync(join(project, "node_modules/d"), { recursive: true });
  expect(() => findInstalled(project, "a")).toThrow("b needs d, which is not installed");
});

describe("a licence", () => {
  const mit = "Permission is hereby granted, free of charge, to any\n person obtaining a copy";
  const gpl = "GNU GENERAL PUBLIC LICENSE\nVersion 3";

  test.each<[Parameters<typeof licenceOf>[0], string[], string]>([
    [{ license: "MIT" }, [mit], "MIT"],
    [{ license: "MIT" }, [], "MIT"],
    [{ license: { type: "MIT" } }, [], "MIT"],
    [{ licenses: [{ type: "MIT" }, { type: "Apache-2.0" }] }, [mit], "MIT OR Apache-2.0"],
    [{ license: "MIT" }, [mit, gpl], "MIT stated, GPL written"],
    [{ license: "MIT" }, [gpl], "MIT stated, GPL written"],
    [{}, [mit], "none stated, MIT written"],
    [{}, [], "none"],
  ])("of %j with %j is %s", (manifest, texts, licence) => {
    expect(licenceOf(manifest, texts)).toBe(licence);
  });
});

describe("the lockfile", () => {
  const text = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
  const integrity = /\{integrity: sha512-[^}]+\}/;

  test("pins the bytes of everything, from the registry", () => {
    expect(lockfileProblems(text)).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ["no integrity", text.replace(integrity, "{}"), /has no sha512/],
    [
      "a weaker one",
      text.replace(integrity, "{integrity: sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=}"),
      /has no sha512/,
    ],
    [
      "a tarball",
      text.replace(integrity, (found) => found.replace("}", ", tarball: https://example.com/a.tgz}")),
      /comes from elsewhere: tarball/,
    ],
    [
      "a git repository",
      text.replace(/\n {2}ajv@8[^:]*:/, "\n  ajv@git+https://example.com/ajv.git#0:"),
      /ajv@git.*not from the registry/,
    ],
    [
      "a folder",
      text.replace("version: link:../events", "version: file:../../../events"),
      /not from the registry/,
    ],
    ["nothing", "lockfileVersion: '9.0'\n", /no packages/],
  ])("with %s is refused", (_, changed, problem) => {
    expect(changed).not.toBe(text);
    expect(lockfileProblems(changed).join("\n")).toMatch(problem);
  });
});
