import { runTests } from "./harness.ts";
import { processSuite } from "./process-suite.ts";
import type { World } from "./world.ts";

declare const process: { readonly argv: readonly string[] };

// A line of JSON a result. The process has to end by itself.
const world: World = await (await fetch(process.argv[2] as string)).json();
await runTests(processSuite(world), (result) => console.log(JSON.stringify(result)));
