// What `pnpm site` does once the site is built: tells where it is, and with --serve serves it.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { site } from "./repository.ts";
import { serve } from "./serve.ts";

const usage = "pnpm site [--serve] [--port <number>]";

try {
  const { values } = parseArgs({
    options: { serve: { type: "boolean" }, port: { type: "string", default: "4173" } },
  });
  console.log(join(site, "index.html"));
  if (values.serve) {
    const { url } = await serve(site, Number(values.port));
    console.log(`${url} until you stop it`);
  }
} catch (error) {
  console.error(`${(error as Error).message}\n${usage}`);
  process.exitCode = 1;
}
