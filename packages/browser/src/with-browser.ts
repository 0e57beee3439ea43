import { type Browser, chromium } from "playwright-core";
import { findChromium } from "./chromium.ts";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // What a page loads must be on this machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/**
 * Starts a headless Chromium with a profile of its own, hands it to `use`, and closes it with all its pages, whatever
 * happens. It reaches this machine only: any other host is "not found".
 *
 * @example
 * const title = await withBrowser(async (browser) => {
 *   const page = await browser.newPage({ viewport: { width: 375, height: 667 }, colorScheme: "dark" });
 *   await page.goto(url);
 *   return page.title();
 * });
 *
 * @throws where there is no Chromium, with the command that installs it.
 */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error(
      "No Chromium found. `npx -y pnpm@12.21.0 chromium` installs it on Debian; " +
        "elsewhere install Chromium or Chrome, or name its program in CHROMIUM.",
    );
  }
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
