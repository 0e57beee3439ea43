import { version } from "./version.ts";

/** The User-Agent to send; undefined in a browser, which sends its own. */
export function userAgentHeader(prefix = ""): string | undefined {
  const inBrowser = globalThis.navigator?.userAgent?.startsWith("Mozilla/");
  return inBrowser ? undefined : `${prefix} pismo-client/${version}`.trim();
}
