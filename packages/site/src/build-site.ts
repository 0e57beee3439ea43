import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readApi } from "./api-model.ts";
import { apiPage } from "./api-page.ts";
import { coveragePage } from "./coverage-page.ts";
import { eventPages } from "./event-page.ts";
import { guidePage, guidePlaces, homePage } from "./guide.ts";
import { layout } from "./layout.ts";
import type { Shown } from "./links.ts";
import { operationPlaces, writeOperations } from "./operations.ts";
import type { Page, Place } from "./page.ts";
import { find, publishedPackages, root } from "./repository.ts";
import { searchIndex } from "./search-index.ts";

const site = join(import.meta.dirname, "../dist");

/** Builds the whole site beside the one that is there, and takes its place. */
export async function buildSite(): Promise<{ readonly folder: string; readonly pages: number }> {
  const packages = publishedPackages();
  const guide = guidePlaces(packages);
  const images = find("bench/*.svg").map((source) => ({ source, path: source.replace("bench/", "proof/") }));
  const shown: Shown = {
    files: new Map([...guide, ...images].map(({ source, path }) => [source, path])),
    packages: new Map(packages.map(({ name, folder }) => [name, `packages/${folder}.html`])),
  };
  const api = await readApi(packages);
  const operations = operationPlaces();
  const [home, ...texts] = guide;
  const others: Page[] = [
    ...texts.map((place) => guidePage(place, shown)),
    ...api.entryPoints.map(apiPage),
    ...eventPages(),
    coveragePage(),
  ];
  const places: Place[] = [home, ...others, ...operations];
  const pages = [homePage(home, shown, places), ...others];

  const draft = `${site}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(draft, path)), { recursive: true });
    writeFileSync(join(draft, path), text);
  };
  for (const page of pages) write(page.path, layout(page, places).text);
  write("assets/search-index.js", searchIndex(pages, operations));
  cpSync(join(import.meta.dirname, "assets"), join(draft, "assets"), { recursive: true });
  for (const { source, path } of images) cpSync(join(root, source), join(draft, path));
  await writeOperations(draft, operations);
  rmSync(site, { recursive: true, force: true });
  renameSync(draft, site);
  return { folder: site, pages: places.length };
}
