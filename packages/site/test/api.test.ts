import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type ApiModel, readApi } from "../src/api-model.ts";
import { apiPath } from "../src/api-page.ts";
import { publishedPackages, site } from "../src/repository.ts";

/** openapi-typescript's own output, whose members carry the document's texts. */
const withoutDocs = ["paths", "components", "operations"];

const packages = publishedPackages();
let api: ApiModel;

beforeAll(async () => {
  api = await readApi(packages);
});

test("every exported symbol has a docstring", () => {
  const symbols = api.entryPoints.flatMap(({ name: entryPoint, symbols }) =>
    symbols.map(({ name, docs }) => ({ place: `${entryPoint}: ${name}`, name, docs })),
  );
  expect(symbols.length).toBeGreaterThan(150);
  const undocumented = symbols
    .filter(({ name, docs }) => docs.summary.trim() === "" && !withoutDocs.includes(name))
    .map(({ place }) => place);
  expect(undocumented).toEqual([]);
});

test("TypeDoc complains of nothing: every link in a docstring leads somewhere", () => {
  expect(api.warnings).toEqual([]);
});

describe.each(packages.flatMap(({ entries }) => entries.map(({ name }) => name)))("%s", (name) => {
  test("all that an import of it gives is on its page, or linked from there", async () => {
    const page = readFileSync(join(site, apiPath(name)), "utf8");
    const exported = Object.keys(await import(/* @vite-ignore */ name));
    const missing = exported.filter(
      (symbol) =>
        !page.includes(`<h3 id="${symbol}">`) && !page.includes(`#${symbol}"><code>${symbol}</code></a>`),
    );
    expect(missing).toEqual([]);
  });

  test("its docstrings are shown", () => {
    const page = text(readFileSync(join(site, apiPath(name)), "utf8"));
    const { symbols } = api.entryPoints.find((entryPoint) => entryPoint.name === name)!;
    for (const { name: symbol, docs } of symbols) {
      // Markdown's own characters are not on the page, so the words of it are compared.
      const words = docs.summary.match(/[A-Za-z]{4,}/g)?.slice(0, 3) ?? [];
      for (const word of words) expect(page, symbol).toContain(word);
    }
  });
});

function text(html: string): string {
  return html.replaceAll(/<[^>]*>/g, " ");
}
