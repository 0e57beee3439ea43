import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { describe, expect, inject, test } from "vitest";
import { run } from "../src/run.ts";
import { filesBelow } from "../src/tarball.ts";
import { type Manifest, published, readJson, root } from "../src/workspace.ts";

const require = createRequire(import.meta.url);
const attw = join(dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");

test("there are tarballs of every published package", () => {
  expect(inject("tarballs").map(({ name }) => name)).toEqual(published.map(({ manifest }) => manifest.name));
  expect(published.length).toBeGreaterThanOrEqual(6);
});

test("every published package gets the same version, and its changes a changelog", () => {
  const { fixed } = readJson<{ fixed: string[][] }>(join(root, ".changeset/config.json"));
  expect(fixed.map((names) => names.toSorted())).toEqual([
    published.map(({ manifest }) => manifest.name).sort(),
  ]);
  expect(new Set(published.map(({ manifest }) => manifest.version)).size).toBe(1);
});

describe.for(inject("tarballs"))("$name", ({ file, folder }) => {
  const manifest = readJson<Manifest>(join(folder, "package.json"));
  const files = filesBelow(folder);
  const read = (path: string) => readFileSync(join(folder, path), "utf8");

  test("publint has nothing to say", async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: Uint8Array.from(readFileSync(file)).buffer },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg!, { color: false }))).toEqual([]);
  });

  test("attw finds the types right, for ESM", async () => {
    const { status, output } = await run(
      process.execPath,
      [attw, file, "--profile", "esm-only", "--no-emoji", "--no-color"],
      folder,
    );
    expect(status, output).toBe(0);
  });

  test("it holds what `files` names, and what npm asks for", () => {
    const rest = files.filter(
      (path) => !manifest.files.some((name) => path === name || path.startsWith(`${name}/`)),
    );
    expect(rest).toEqual(["LICENSE", "README.md", "package.json"]);
    expect(read("LICENSE")).toBe(readFileSync(join(root, "LICENSE"), "utf8"));
    expect(read("README.md")).toMatch(/unofficial/i);
    expect(read("README.md")).toMatch(/not\s+affiliated/i);
  });

  test("every module has its types and a source map that holds its source", () => {
    const modules = files.filter((path) => path.endsWith(".js"));
    expect(modules.length).toBeGreaterThan(0);
    for (const path of modules) {
      const isCommand = Object.values(manifest.bin ?? {}).includes(`./${path}`);
      if (!isCommand) expect(files).toContain(path.replace(/\.js$/, ".d.ts"));
      const url = /^\/\/# sourceMappingURL=(.+)$/m.exec(read(path))?.[1];
      const map = readJson<{ sources: string[]; sourcesContent?: (string | null)[] }>(
        join(folder, dirname(path), url ?? ""),
      );
      expect(map.sources.length, path).toBeGreaterThan(0);
      expect(
        map.sourcesContent?.filter((source) => source),
        path,
      ).toHaveLength(map.sources.length);
      for (const source of map.sources) expect(source, path).toMatch(/^(\.\.\/)+src\/[\w./-]+\.ts$/);
    }
    const known = [
      ...modules,
      ...modules.map((path) => `${path}.map`),
      ...modules.map((path) => path.replace(/\.js$/, ".d.ts")),
    ];
    const others = files.filter((path) => path.startsWith("dist/") && !known.includes(path));
    expect(others.filter((path) => !path.endsWith(".json"))).toEqual([]);
  });

  test("its commands are there and can be started", () => {
    for (const path of Object.values(manifest.bin ?? {}))
      expect(read(path)).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("it depends on released versions only, on ours by their exact number", () => {
    const versions = Object.fromEntries(published.map((each) => [each.manifest.name, each.manifest.version]));
    for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
      expect(range, name).toBe(versions[name] ?? range);
      expect(range, name).toMatch(/^[\^~]?\d+\.\d+\.\d+$/);
    }
    expect(manifest).not.toHaveProperty("devDependencies.@pismo-client/mock");
  });

  test("nothing of it names this machine", () => {
    const places = [root, homedir()].filter((place) => place.length > 1);
    for (const path of files)
      for (const place of places) expect(read(path).includes(place), `${path}: ${place}`).toBe(false);
  });

  test("what it imports, it brings or depends on", () => {
    const declared = [...Object.keys(manifest.dependencies ?? {}), manifest.name];
    for (const path of files.filter((name) => /\.(js|d\.ts)$/.test(name))) {
      for (const [, specifier = ""] of read(path).matchAll(/(?:^|[\s;])(?:from|import)\s*\(?"([^"]+)"/g)) {
        // A declaration file names its neighbour's source; the compiler reads the declarations beside it.
        const target = path.endsWith(".d.ts") ? specifier.replace(/(?<!\.d)\.ts$/, ".d.ts") : specifier;
        const place = `${path}: ${specifier}`;
        if (target.startsWith("#")) {
          const files = Object.values(manifest.imports?.[target] ?? {});
          expect(files, place).not.toEqual([]);
          for (const file of files) expect(existsSync(join(folder, file)), `${place}: ${file}`).toBe(true);
        } else if (target.startsWith("."))
          expect(existsSync(join(folder, dirname(path), target)), place).toBe(true);
        else if (!target.startsWith("node:"))
          expect(declared, place).toContain(/^(@[^/]+\/)?[^/]+/.exec(target)![0]);
      }
    }
  });
});
