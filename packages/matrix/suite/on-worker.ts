import { runTests } from "./harness.ts";
import { suite } from "./suite.ts";
import type { World } from "./world.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    const world: World = await request.json();
    return Response.json(await runTests(suite(world)));
  },
};
