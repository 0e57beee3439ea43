import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Place } from "./page.ts";
import { find, read, root } from "./repository.ts";

/** A page that Redocly makes of a whole document. */
export interface OperationPlace extends Place {
  readonly source: string;
  /** The operations, for the search, and where Redoc shows each. */
  readonly operations: readonly { readonly title: string; readonly hash: string }[];
}

interface Operation {
  readonly responses: object;
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
}

interface Document {
  readonly info: { readonly title: string };
  readonly paths: { readonly [path: string]: { readonly [member: string]: Operation | object } };
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
      operations: Object.entries(paths).flatMap(([path, item]) =>
        Object.entries(item).flatMap(([method, operation]) =>
          "responses" in operation
            ? { title: `${method.toUpperCase()} ${path} ${operation.summary ?? ""}`, hash: hash(operation) }
            : [],
        ),
      ),
    };
  });
}

/** Redoc's address for an operation: without a tag or an id of its own, that of the whole document. */
function hash({ tags: [tag] = [], operationId }: Operation): string {
  return tag && operationId ? `#/${tag.toLowerCase().replaceAll(" ", "-")}/${operationId}` : "";
}

const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
const template = join(import.meta.dirname, "operations.hbs");

/** The page that Redocly makes: all of Redoc stands in it, and nothing is loaded from elsewhere. */
export async function renderOperations({ source, title }: OperationPlace): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "pismo-site-"));
  try {
    const file = join(folder, "page.html");
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
    return corrected(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The name behind Redoc's "API docs by", which Redoc loads as an image from its CDN. */
const redoclyName = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="52" height="14"><text y="11" font-family="sans-serif" font-size="12" fill="#888">Redocly</text></svg>',
)}`;

/** Redoc's page without its CDN, and with links in its menu that are right before Redoc has taken them over. */
function corrected(page: string): string {
  return page
    .replaceAll(/https:\/\/cdn\.redoc\.ly\/[\w./-]+\.svg/g, redoclyName)
    .replaceAll(/(<a [^>]*href=")(\/[^"]*")/g, "$1#$2");
}
