import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "../run.ts";
import type { Subject } from "./subject.ts";

const require = createRequire(import.meta.url);
const attw = join(dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");

/** Whether attw finds the types right for those who import ESM, which is all there is. */
export async function checkTypes({ file, folder }: Subject): Promise<string[]> {
  const options = ["--profile", "esm-only", "--no-emoji", "--no-color"];
  const { status, output } = await run(process.execPath, [attw, file, ...options], folder);
  return status === 0 ? [] : [`attw: ${output.trim()}`];
}
