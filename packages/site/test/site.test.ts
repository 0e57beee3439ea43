import { globSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "@pismo-client/browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationPlaces } from "../src/operations.ts";
import { site } from "../src/repository.ts";
import { serve } from "../src/serve.ts";
import { siteFiles } from "../src/site-files.ts";
import { type Inspection, inspect } from "./inspect.ts";

const phone = 390;
const desktop = 1440;
const pages = globSync("**/*.html", { cwd: site }).sort();
const isRedoc = (path: string) => path.startsWith("operations/");
/** One of each kind, for what the style sheet decides: axe looks at all pages in one way, and at these in all four. */
const samples = [
  "index.html",
  "packages/client.html",
  "api/pismo-client.html",
  "proof/coverage.html",
  ...pages.filter(isRedoc),
];

let server: Server;
let root: string;
let light: Map<string, Inspection>;
let dark: Map<string, Inspection>;
let inspections: Map<string, Inspection>[];

beforeAll(async () => {
  // Below a path, as GitHub Pages serves it: a link that counts on the root would be seen.
  ({ server, url: root } = await serve(site, 0, "/pismo-client/docs/"));
  inspections = await withBrowser((browser) =>
    Promise.all([
      inspect(browser, root, pages, { width: phone, colorScheme: "light" }),
      inspect(browser, root, pages, { width: desktop, colorScheme: "dark" }, samples),
      inspect(browser, root, samples, { width: phone, colorScheme: "dark" }),
      inspect(browser, root, samples, { width: desktop, colorScheme: "light" }),
    ]),
  );
  [light, dark] = inspections as [typeof light, typeof dark];
});

afterAll(() => {
  server.close();
});

test("the site has every kind of page", () => {
  for (const kind of ["guide", "packages", "api", "operations", "events", "proof"]) {
    expect(
      pages.some((path) => path.startsWith(`${kind}/`)),
      kind,
    ).toBe(true);
  }
});

describe.each(pages)("%s", (path) => {
  const seen = () => inspections.flatMap((pages) => pages.get(path) ?? []);

  test("opens without an error, and loads nothing from elsewhere", () => {
    expect(seen().flatMap(({ problems }) => problems)).toEqual([]);
    expect(seen().flatMap(({ outside }) => outside)).toEqual([]);
  });

  test("fits a phone and a wide screen", () => {
    expect(seen().length).toBeGreaterThanOrEqual(2);
    expect(seen().flatMap(({ wide }) => wide)).toEqual([]);
    for (const { fontSize } of seen()) expect(fontSize).toBeGreaterThanOrEqual(16);
  });

  test("has contrast, names, and targets of a size", () => {
    const found = seen().flatMap(({ accessibility }) => accessibility);
    // Redoc's own markup has no landmarks, and some small buttons.
    const ours = isRedoc(path) ? found.filter((finding) => !/^(region|target-size):/.test(finding)) : found;
    expect(ours).toEqual([]);
  });

  test("is dark where that is preferred", () => {
    expect(brightness(light.get(path)!.color)).toBeLessThan(60);
    expect(brightness(dark.get(path)!.color)).toBeGreaterThan(200);
  });

  test("says what it is", () => {
    const { title, description, language, viewport } = light.get(path)!;
    expect(title).toMatch(/pismo-client/);
    expect(description.length).toBeGreaterThan(20);
    expect(language).toBe("en");
    expect(viewport).toContain("width=device-width");
  });

  test("links to pages and places that exist", () => {
    const { links } = light.get(path)!;
    const broken = links.filter((link) => link.startsWith(new URL(root).origin) && !resolves(link));
    expect(broken).toEqual([]);
    expect(links.filter((link) => !/^https?:/.test(link))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });
});

test("no two pages have one title", () => {
  const titles = [...light.values()].map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test.each(operationPlaces())("$path shows each operation at an address of its own", ({ path, operations }) =>
  withBrowser(async (browser) => {
    expect(operations.length).toBeGreaterThan(0);
    for (const { title, hash } of operations) {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      await page.goto(root + path + hash);
      const summary = title.split(" ").slice(2).join(" ");
      await page.getByRole("heading", { name: summary }).first().waitFor();
      expect(errors, title).toEqual([]);
    }
  }),
);

test("opened from a file, the search finds an operation and leads to it", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage({ viewport: { width: phone, height: 800 } });
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const folder = `${pathToFileURL(site)}/`;
    await page.goto(`${folder}guide/security.html`);
    await page.getByRole("searchbox").fill("updatecardstatus");
    await page.locator("#results").waitFor();
    await page.getByRole("searchbox").press("Enter");
    await page.waitForURL(/#updateCardStatus$/);
    expect(await page.locator("h3#updateCardStatus").isVisible()).toBe(true);
    expect(requests.filter((url) => !url.startsWith(folder))).toEqual([]);
  }));

test("without JavaScript, a page can be read and the menu opened", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: phone, height: 800 } });
    await page.goto(`${root}api/cards.html`);
    expect(await page.locator("h3#rotateCvv").isVisible()).toBe(true);
    expect(await page.getByRole("searchbox").isVisible()).toBe(false);
    const link = page.getByRole("navigation").getByRole("link", { name: "Contract coverage" });
    expect(await link.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Menu" }).click();
    await link.click();
    await page.waitForURL(`${root}proof/coverage.html`);
  }));

test("a second build gives the same bytes", async () => {
  const files = await siteFiles();
  const built = globSync("**/*.*", { cwd: site }).sort();
  expect([...files.keys()].sort()).toEqual(built);
  for (const [path, content] of files) {
    expect(readFileSync(join(site, path)).equals(Buffer.from(content)), path).toBe(true);
  }
});

test("the style sheet stays small", () => {
  expect(readFileSync(join(site, "assets/style.css")).length).toBeLessThan(10_000);
});

function brightness(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** Whether a link within the site leads to a page, and to a place on it. Redoc finds its own places, tested above. */
function resolves(link: string): boolean {
  if (!link.startsWith(root)) return false;
  const [path = "", id] = link.slice(root.length).split("#");
  const target = light.get(path);
  return (
    target !== undefined && (id === undefined || isRedoc(path) || target.ids.includes(decodeURIComponent(id)))
  );
}
