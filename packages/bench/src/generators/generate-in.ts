import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Generator } from "./all.ts";

const run = promisify(execFile);

/** A document, and the folder that its client goes to: what was there is deleted. */
export interface Place {
  readonly document: string;
  readonly folder: string;
}

/** Makes clients in a process of their own, one after the other. Returns how long each took after loading, in ms. */
export async function generateIn(
  { module }: Pick<Generator, "module">,
  places: readonly Place[],
): Promise<readonly number[]> {
  const paths = places.flatMap(({ document, folder }) => [document, folder]);
  const args = [join(import.meta.dirname, "run-generator.ts"), module, ...paths];
  const { stderr } = await run(process.execPath, args, { maxBuffer: 1 << 26 });
  return JSON.parse(stderr);
}
