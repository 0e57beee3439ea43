import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readApi } from "./api-model.ts";
import { apiPage } from "./api-page.ts";
import { coveragePage } from "./coverage-page.ts";
import { eventPages } from "./event-page.ts";
import { guidePage, guidePlaces, homePage } from "./guide.ts";
import { layout } from "./layout.ts";
import type { Shown } from "./links.ts";
import { operationPlaces, renderOperations } from "./operations.ts";
import type { Page, Place } from "./page.ts";
import { find, publishedPackages, root } from "./repository.ts";
import { searchIndex } from "./search-index.ts";

const assets = join(import.meta.dirname, "assets");

/** Every file of the site, by its path below the site's root. The same repository gives the same bytes. */
export async function siteFiles(): Promise<Map<string, string | Buffer>> {
  const packages = publishedPackages();
  const guide = guidePlaces(packages);
  const images = find("bench/**/*.svg").map((source) => ({
    source,
    path: source.replace("bench/", "proof/"),
  }));
  const shown: Shown = {
    files: new Map([...guide, ...images].map(({ source, path }) => [source, path])),
    packages: new Map(packages.map(({ name, folder }) => [name, `packages/${folder}.html`])),
  };
  const api = await readApi(packages);
  const operations = operationPlaces();
  const [home, ...texts] = guide;
  const others: Page[] = [
    coveragePage(),
    ...texts.map((place) => guidePage(place, shown)),
    ...api.entryPoints.map(apiPage),
    ...eventPages(),
  ];
  const places: Place[] = [home, ...others, ...operations];
  const pages = [homePage(home, shown, places), ...others];

  return new Map<string, string | Buffer>([
    ...pages.map((page) => [page.path, layout(page, places).text] as const),
    ...(await Promise.all(
      operations.map(async (place) => [place.path, await renderOperations(place)] as const),
    )),
    ["assets/search-index.js", searchIndex(pages, operations)],
    ...readdirSync(assets).map((name) => [`assets/${name}`, readFileSync(join(assets, name))] as const),
    ...images.map(({ source, path }) => [path, readFileSync(join(root, source))] as const),
  ]);
}
