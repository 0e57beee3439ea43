export type { Browser, BrowserContext, Page } from "playwright-core";
export { findChromium, installChromium } from "./chromium.ts";
export { withBrowser } from "./with-browser.ts";
