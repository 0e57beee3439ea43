import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verdicts } from "../src/goals.ts";
import { chart } from "../src/report/chart.ts";
import { folder, readResults } from "../src/report/files.ts";
import { losses } from "../src/report/losses.ts";
import { page } from "../src/report/page.ts";
import { type Results, type Table, type TableHead, toTable } from "../src/results.ts";

const head: TableHead = {
  id: "bytes",
  title: "One <operation>",
  unit: "bytes",
  better: "lower",
  compare: "ratio",
  how: "By hand.",
  ours: "ours",
};

function table(
  figures: Readonly<Record<string, readonly number[]>>,
  changed: Partial<TableHead> = {},
): Table {
  return toTable({ ...head, ...changed }, new Map(Object.entries(figures)));
}

function results(...tables: Table[]): Results {
  return { isQuick: false, node: "24.0.0", processor: "P", cores: 2, versions: { ky: "2.1.0" }, tables };
}

test("what is committed is what the results give: `pnpm bench --render` mends it", () => {
  const files = page(readResults());
  for (const [file, text] of files) expect(readFileSync(join(folder, file), "utf8"), file).toBe(text);
  const charts = readdirSync(join(folder, "charts")).map((file) => `charts/${file}`);
  expect(["README.md", ...charts].sort()).toEqual([...files.keys()].sort());
});

test("the same results give the same bytes", () => {
  const given = results(table({ ours: [7000], ky: [9000.4, 9000.6] }));
  expect([...page(structuredClone(given))]).toEqual([...page(given)]);
});

test("a quick run says so", () => {
  const given = results(table({ ours: [1] }));
  expect(page(given).get("README.md")).not.toContain("A quick run");
  expect(page({ ...given, isQuick: true }).get("README.md")).toContain("**A quick run");
});

test("a goal that is missed is shown as missed, with its reason; one that is met is not", () => {
  const [missed] = verdicts([table({ ours: [5000] })]);
  expect(missed).toMatchObject({ isMet: false, median: 5000 });
  const text = page(results(table({ ours: [5000] }))).get("README.md")!;
  expect(text).toContain("**missed**");
  expect(text).toContain(missed!.goal.missed);
  const met = page(results(table({ ours: [4000] }))).get("README.md")!;
  expect(met).not.toContain("missed");
});

test("a claim to be ahead of someone fails where we are behind", () => {
  const events = (zod: number) => table({ ours: [2], zod: [zod] }, { id: "events-valid", better: "higher" });
  expect(verdicts([events(1)])[0]!.isMet).toBe(true);
  expect(verdicts([events(3)])[0]!.isMet).toBe(false);
});

test("where we lose is listed with a reason, only where the figures say so", () => {
  const [loss, ...more] = losses([table({ ours: [7000], "openapi-fetch": [2700], ky: [9000] })]);
  expect(loss).toMatchObject({ figure: { name: "openapi-fetch" }, why: expect.any(String) });
  expect(more).toEqual([]);
  const text = page(results(table({ ours: [7000], nobody: [10] }))).get("README.md")!;
  expect(text).toContain("Nobody has found out why yet.");
  expect(page(results(table({ ours: [10], nobody: [20] }))).get("README.md")).toContain("Nowhere.");
});

test("a chart tells what it shows without being seen, in light and in dark", () => {
  const svg = chart(table({ ours: [7000], "a & b": [9000] }), 4608);
  expect(svg).toContain('<title id="bytes-title">One &lt;operation&gt;, bytes: lower is better</title>');
  expect(svg).toContain("ours 7,000 bytes; a &amp; b 9,000 bytes. The goal is at most 4,608 bytes.");
  expect(svg).toContain('aria-labelledby="bytes-title bytes-desc"');
  expect(svg).toContain("@media(prefers-color-scheme:dark)");
});

test("a bar reaches from nothing to its figure, also below zero", () => {
  const svg = chart(table({ ours: [10], less: [-10], none: [0] }, { compare: "difference" }));
  const bars = [...svg.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)];
  expect(bars.map(([, kind, x, width]) => [kind, Number(x), Number(width)])).toEqual([
    ["other", 170, 225],
    ["other", 395, 1],
    ["ours", 395, 225],
  ]);
});
