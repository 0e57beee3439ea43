import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { packFile, tarballName } from "@pismo-client/install/tarball";
import { published } from "@pismo-client/install/workspace";
import { packTar, unpackTar } from "modern-tar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Archive, readArchive } from "../src/verify-archive.ts";
import { compareArchives } from "../src/verify-compare.ts";
import { command } from "./support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "pismo-client-verify-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cards = published.find(({ folder }) => folder === "cards")!;
let tarballs: string[];
let made: Archive;

beforeAll(async () => {
  tarballs = await Promise.all(published.map((each) => packFile(each, folder)));
  made = await readArchive(join(folder, tarballName(cards.manifest)), "cards");
}, 60_000);

type Entries = { header: { name: string; size: number; mode?: number }; body: string }[];

/** The tarball of cards with other entries. @returns its path */
async function changed(name: string, change: (entries: Entries) => void): Promise<string> {
  const entries = (await unpackTar(gunzipSync(made.bytes))).map(({ header, data }) => ({
    header,
    body: new TextDecoder().decode(data),
  }));
  change(entries);
  for (const { header, body } of entries) header.size = Buffer.byteLength(body);
  const path = join(folder, name);
  writeFileSync(path, gzipSync(await packTar(entries)));
  return path;
}

function edit(entries: Entries, path: string, change: (text: string) => string): void {
  const entry = entries.find(({ header }) => header.name === `package/${path}`)!;
  const before = entry.body;
  entry.body = change(before);
  expect(entry.body).not.toBe(before);
}

const zeros = "0".repeat(64);
const cases: {
  [title: string]: [change: (entries: Entries) => void, files: string[], reasons: RegExp[]];
} = {
  "a changed module": [
    (entries) => edit(entries, "dist/index.js", (text) => `${text}\nfetch("https://evil.example");`),
    ["different package/dist/index.js"],
    [/^It says that it was made from the same .* changed afterwards/],
  ],
  "a changed package.json": [
    (entries) =>
      edit(entries, "package.json", (text) => text.replace("{", '{"scripts":{"postinstall":"x"},')),
    ["different package/package.json"],
    [/changed afterwards/],
  ],
  "an extra file": [
    (entries) => entries.push({ header: { name: "package/dist/more.js", size: 0 }, body: "more();" }),
    ["extra package/dist/more.js"],
    [/changed afterwards/],
  ],
  "a missing file": [
    (entries) =>
      entries.splice(
        entries.findIndex(({ header }) => header.name === "package/LICENSE"),
        1,
      ),
    ["missing package/LICENSE"],
    [/changed afterwards/],
  ],
  "a file that can be executed": [
    (entries) => {
      entries[0]!.header.mode = 0o755;
    },
    ["different package/LICENSE"],
    [/changed afterwards/],
  ],
  "another document": [
    (entries) =>
      edit(entries, "dist/sources.json", (text) =>
        text.replace(/(upstream\/post-[^"]+": ")[^"]+/, `$1${zeros}`),
      ),
    ["different package/dist/sources.json"],
    [/^It was made from another document: specs\/cards\/upstream\/post-v2-reset-cvv\.md$/],
  ],
  "a document more, and another overlay": [
    (entries) =>
      edit(entries, "dist/sources.json", (text) => {
        const sources = JSON.parse(text);
        sources.documents["specs/cards/upstream/new.md"] = zeros;
        sources.overlays["specs/cards/overlay.yaml"] = zeros;
        return JSON.stringify(sources);
      }),
    ["different package/dist/sources.json"],
    [
      /^It was made from a document that this repository does not have: specs\/cards\/upstream\/new\.md$/,
      /^It was made from another overlay: specs\/cards\/overlay\.yaml$/,
    ],
  ],
  "another generator, and other sources": [
    (entries) =>
      edit(entries, "dist/sources.json", (text) =>
        JSON.stringify({ ...JSON.parse(text), generator: zeros, source: zeros }),
      ),
    ["different package/dist/sources.json"],
    [/^It was made by another generator\.$/, /^It was compiled from other sources/],
  ],
  "no sources.json": [
    (entries) => edit(entries, "dist/sources.json", () => "null"),
    ["different package/dist/sources.json"],
    [/does not tell what it was made from/],
  ],
  "another order": [
    (entries) => entries.reverse(),
    [],
    [/^The files are the same; the archive around them is not/],
  ],
};

describe("finds", () => {
  test.for(Object.entries(cases))("%s", async ([title, [change, files, reasons]]) => {
    const given = await readArchive(await changed(`${title.replaceAll(/\W/g, "-")}.tgz`, change), title);
    const comparison = compareArchives(given, made)!;
    expect(comparison.files.map(({ path, state }) => `${state} ${path}`)).toEqual(files);
    expect(comparison.reasons).toEqual(reasons.map((reason) => expect.stringMatching(reason)));
  });
});

test("the same bytes are no difference", () => {
  expect(compareArchives(made, made)).toBeUndefined();
});

describe("the command", () => {
  // The tarballs were packed here; it builds and packs in another folder, at another time, on an odd machine.
  const odd = { TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", SOURCE_DATE_EPOCH: "1" };

  test("makes every package again elsewhere, to the byte, and leaves nothing behind", async () => {
    const temporary = join(folder, "temporary");
    mkdirSync(temporary);
    const { code, out, err } = await command("verify.ts", tarballs, {
      env: { ...odd, TMPDIR: temporary },
      umask: "077",
    });
    expect(err).toBe("");
    for (const tarball of tarballs) expect(out).toContain(`${basename(tarball)}: `);
    expect(out.match(/is what this repository makes, byte for byte/g), out).toHaveLength(published.length);
    expect(code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  }, 180_000);

  test("fails for one that differs among others, and says in what", async () => {
    const path = await changed("tampered.tgz", (entries) =>
      edit(entries, "dist/index.js", (text) => `${text} `),
    );
    const { code, out, err } = await command("verify.ts", [path, tarballs[0]!]);
    expect(err).toBe("");
    expect(out).toMatch(
      /tampered\.tgz: @pismo-client\/cards \S+ is not what this repository makes\.\n {2}different {2}package\/dist\/index\.js\n {2}It says/,
    );
    expect(out).toContain("is what this repository makes, byte for byte");
    expect(code).toBe(1);
  }, 180_000);

  const mistakes: { [title: string]: [() => string[] | Promise<string[]>, RegExp] } = {
    "no tarball": [() => [], /Name a tarball/],
    "a file that is not there": [() => ["none.tgz"], /^none\.tgz\n {2}There is no such file/],
    "a file that is no tarball": [() => [import.meta.filename], /It is no tarball/],
    "a tarball that is cut off": [
      () => {
        const path = join(folder, "cut.tgz");
        writeFileSync(path, readFileSync(tarballs[0]!).subarray(0, 2_000));
        return [path];
      },
      /It is no tarball/,
    ],
    "a tarball that is no package": [
      async () => [await changed("other.tgz", (entries) => entries.splice(0))],
      /holds no package\.json/,
    ],
    "a package that is not made here": [
      async () => [
        await changed("foreign.tgz", (entries) =>
          edit(entries, "package.json", (text) => text.replace("@pismo-client/cards", "left-pad")),
        ),
      ],
      /It is left-pad, which is not made here/,
    ],
    "another version": [
      async () => [
        await changed("version.tgz", (entries) =>
          edit(entries, "package.json", (text) => text.replace(/"version": ".*?"/, '"version": "99.0.0"')),
        ),
      ],
      /It is version 99\.0\.0; .*\n {2}Check out what it was released from: git checkout pismo-client@99\.0\.0/,
    ],
  };

  test.for(Object.entries(mistakes))(
    "refuses %s, without a stack trace",
    { timeout: 30_000 },
    async ([, [args, message]]) => {
      const { code, err } = await command("verify.ts", await args());
      expect(err).toMatch(message);
      expect(err).not.toMatch(/^ +at /m);
      expect(code).toBe(1);
    },
  );

  test("explains itself", async () => {
    const { code, out } = await command("verify.ts", ["--help"]);
    expect(out).toMatch(/^pnpm verify <tarball or package>/);
    expect(code).toBe(0);
  });
});
