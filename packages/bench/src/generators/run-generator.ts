// Run in a process of its own: makes the clients of documents, each in a folder of its own, and prints how long each
// took, in ms: node run-generator.ts <module> <document> <folder> [<document> <folder>]...
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import type { Generate } from "./generator.ts";

const [module, ...places] = process.argv.slice(2);
const { generate }: { generate: Generate } = await import(`./${module}.ts`);
const took: number[] = [];
for (let index = 0; index < places.length; index += 2) {
  const [document, folder] = places.slice(index, index + 2);
  rmSync(folder!, { recursive: true, force: true });
  mkdirSync(folder!, { recursive: true });
  const read = JSON.parse(readFileSync(document!, "utf8"));
  const start = performance.now();
  await generate(read, folder!);
  took.push(performance.now() - start);
}
// Generators talk on the other output.
process.stderr.write(JSON.stringify(took));
