import { type Result, runTests } from "./harness.ts";
import { suite } from "./suite.ts";
import type { World } from "./world.ts";

Object.assign(globalThis, {
  runSuite: (world: World): Promise<Result[]> => runTests(suite(world)),
});
