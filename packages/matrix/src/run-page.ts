import { once } from "node:events";
import { createServer } from "node:http";
import { withBrowser } from "@pismo-client/browser";
import type { Result } from "../suite/harness.ts";
import type { World } from "../suite/world.ts";
import { bundle } from "./bundle.ts";
import { originOf } from "./fault-server.ts";

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>suite</title><script type="module" src="suite.js"></script>';

/** A page of its own origin: everything that it calls is another one. It may not eval. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src http: https:";

/** Runs the suite in a page of a real Chromium. */
export async function runPage(
  project: string,
  world: World,
): Promise<{ version: string; results: Result[] }> {
  const script = await bundle(project, "on-page.js", "page");
  const server = createServer(({ url }, response) => {
    const isScript = url === "/suite.js";
    response.setHeader("content-security-policy", POLICY);
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : PAGE);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(originOf(server));
      const results = await page.evaluate(`runSuite(${JSON.stringify(world)})`);
      return { version: browser.version(), results: results as Result[] };
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
