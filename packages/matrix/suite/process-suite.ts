import type { Test } from "./harness.ts";
import { mutualTls } from "./mutual-tls.ts";
import { suite } from "./suite.ts";
import type { World } from "./world.ts";

/** The suite of platforms that open their own connections: Node, Bun and Deno. */
export function processSuite(world: World): Test[] {
  return suite(world, { "mutual TLS": mutualTls });
}
