import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { checks } from "../src/tarball-checks/checks.ts";
import { openTarball } from "../src/tarball-checks/subject.ts";
import { published, readJson, root } from "../src/workspace.ts";

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

describe.for(inject("tarballs"))("$name", (tarball) => {
  const subject = openTarball(tarball, published, root);

  test.for(Object.entries(checks))("%s", async ([, check]) => {
    expect(await check(subject)).toEqual([]);
  });
});
