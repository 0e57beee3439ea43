import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Place } from "./page.ts";
import { find, read, root } from "./repository.ts";

/** A page that Redocly makes of a whole document. */
export interface OperationPlace extends Place {
  readonly source: string;
  /** The operations, for the search. */
  readonly operations: readonly string[];
}

interface Document {
  readonly info: { readonly title: string };
  readonly paths: { readonly [path: string]: { readonly [method: string]: { readonly summary?: string } } };
}

/** One page a document. */
export function operationPlaces(): OperationPlace[] {
  return find("specs/*/openapi.json").map((source) => {
    const { info, paths } = JSON.parse(read(source)) as Document;
    return {
      source,
      path: `operations/${source.split("/")[1]}.html`,
      title: info.title,
      group: "Operations",
      operations: Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(
          ([method, { summary }]) => `${method.toUpperCase()} ${path} ${summary ?? ""}`,
        ),
      ),
    };
  });
}

const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
const template = join(import.meta.dirname, "operations.hbs");

/** Has Redocly write the pages: all of Redoc stands in them, and nothing is loaded from elsewhere. */
export async function writeOperations(folder: string, places: readonly OperationPlace[]): Promise<void> {
  await Promise.all(
    places.map(async ({ source, path, title }) => {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      const options = [
        "--inlineBundle",
        `--template=${template}`,
        `--title=${title} · pismo-client`,
        `--output=${file}`,
      ];
      await promisify(execFile)(process.execPath, [redocly, "build-docs", source, ...options], {
        cwd: root,
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      });
      writeFileSync(file, withoutCdn(readFileSync(file, "utf8")));
    }),
  );
}

/** The name behind Redoc's "API docs by", which Redoc loads as an image from its CDN. */
const redoclyName = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="52" height="14"><text y="11" font-family="sans-serif" font-size="12" fill="#888">Redocly</text></svg>',
)}`;

function withoutCdn(page: string): string {
  return page.replaceAll(/https:\/\/cdn\.redoc\.ly\/[\w./-]+\.svg/g, redoclyName);
}
