import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Results } from "../results.ts";
import { page } from "./page.ts";

/** Where the results of a whole run are. */
export const folder: string = join(import.meta.dirname, "../../../../bench");

export function readResults(): Results {
  return JSON.parse(readFileSync(join(folder, "results.json"), "utf8"));
}

export function writeResults(results: Results): void {
  write("results.json", `${JSON.stringify(results, null, 2)}\n`);
  writePage(results);
}

/** Writes the page and its charts, and deletes charts of tables that there are no more. */
export function writePage(results: Results): void {
  const files = page(results);
  for (const [file, text] of files) write(file, text);
  for (const chart of readdirSync(join(folder, "charts")))
    if (!files.has(`charts/${chart}`)) rmSync(join(folder, "charts", chart));
}

/** A reader never sees half a file. */
function write(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
