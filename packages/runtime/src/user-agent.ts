import { version } from "./version.ts";

/** The User-Agent to send, or undefined in a browser, which sends its own. */
export function userAgentHeader(prefix: string | undefined): string | undefined {
  if (globalThis.navigator?.userAgent?.startsWith("Mozilla/")) return undefined;
  return `${prefix ? `${prefix} ` : ""}pismo-client/${version}`;
}
