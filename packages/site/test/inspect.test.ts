import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withBrowser } from "@pismo-client/browser";
import { expect, test } from "vitest";
import { serve } from "../src/serve.ts";
import { inspect } from "./inspect.ts";

test("what is wrong with a page is found", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pismo-site-"));
  mkdirSync(join(folder, "docs"));
  writeFileSync(
    join(folder, "docs/page.html"),
    `<!doctype html><html><head><title>A page</title></head><body><main>
<h1>A page</h1><p style="font-size: 12px; color: #999; background: #fff">Small and pale.</p>
<div style="width: 900px">wide</div><img src="absent.png" alt="an image"><img src="http://elsewhere.example/a.png" alt="another">
<a href="gone.html">gone</a>
<script>console.error("an error"); setTimeout(() => { throw new Error("thrown") });</script>
</main></body></html>`,
  );
  const { server, url } = await serve(folder, 0);
  try {
    const seen = await withBrowser((browser) =>
      inspect(browser, `${url}docs/`, ["page.html"], { width: 390, colorScheme: "light" }),
    );
    const page = seen.get("page.html")!;
    expect(page.problems).toEqual(expect.arrayContaining(["an error", "thrown"]));
    expect(page.problems.join("\n")).toContain("absent.png answered 404");
    expect(page.outside).toContain("http://elsewhere.example/a.png");
    expect(page.wide.join("\n")).toContain("width: 900px");
    expect(page.fontSize).toBe(12);
    expect(page.language).toBe("");
    expect(page.links).toEqual([`${url}docs/gone.html`]);
    const rules = page.accessibility.map((finding) => finding.split(":")[0]);
    expect(rules).toEqual(expect.arrayContaining(["color-contrast", "html-has-lang"]));
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});
