// Runs every benchmark, or those named: `pnpm bench events`. Exits 1 where a claim does not hold.
import { readdirSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import type { Comparison } from "./comparison.ts";
import { measure } from "./measure.ts";
import { table } from "./table.ts";

const suffix = ".bench.ts";
const known = readdirSync(import.meta.dirname).flatMap((file) =>
  file.endsWith(suffix) ? [file.slice(0, -suffix.length)] : [],
);
const asked = process.argv.slice(2);
const missing = asked.find((name) => !known.includes(name));
if (missing) throw new Error(`There is no benchmark ${missing}; there are ${known.join(", ")}.`);

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}`,
);
for (const name of asked.length > 0 ? asked : known) {
  const { default: comparisons }: { default: readonly Comparison[] } = await import(`./${name}${suffix}`);
  for (const { title, contestants, options, claims, note } of comparisons) {
    const measured = await measure(contestants, options);
    console.log(`\n${title}\n\n${table(measured)}`);
    if (note) console.log(`\n${note}`);
    for (const { name: peer, ratio } of measured) {
      if (!claims.includes(peer) || ratio > 1) continue;
      console.error(`\nNot faster than ${peer}.`);
      process.exitCode = 1;
    }
  }
}
