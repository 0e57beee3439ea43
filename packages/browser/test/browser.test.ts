import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { findChromium, withBrowser } from "../src/index.ts";

test("a page of this machine opens, and one of another host does not", async () => {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>here</title><p>text");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const browser = await withBrowser(async (browser) => {
      const page = await browser.newPage({ colorScheme: "dark" });
      await page.goto(`http://127.0.0.1:${port}/`);
      expect(await page.title()).toBe("here");
      expect(await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true);
      await expect(page.goto("http://pages.example/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
      return browser;
    });
    expect(browser.isConnected()).toBe(false);
  } finally {
    server.close();
  }
});

test("the browser is closed when its user fails", async () => {
  const failed = withBrowser(async (browser) => {
    throw Object.assign(new Error("in use"), { browser });
  });
  const error = await failed.catch((error) => error);
  expect(error.message).toBe("in use");
  expect(error.browser.isConnected()).toBe(false);
});

test("a CHROMIUM that names nothing is an error, not ignored", () => {
  expect(() => findChromium({ CHROMIUM: "/nowhere/chromium" })).toThrow("CHROMIUM names /nowhere/chromium");
});
