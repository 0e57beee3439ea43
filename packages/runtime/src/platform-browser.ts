/** Stands for platform.ts in a browser (`imports` in package.json): it sends a User-Agent of its own. */
export function addUserAgent(): void {}

/** There, an error of fetch never says so much. */
export function certainlyNotSent(): boolean {
  return false;
}

/** What frames or routes a message, a page's fetch leaves out by itself (Fetch standard, "forbidden request-header"). */
export const FREE_NAME: RegExp = /^(?!authorization|cookie|host|user-agent|content-|proxy-|sec-)[\w.-]+$/;

/** A page does not see where a redirect that it does not follow points to. */
export function redirectTarget(): string {
  return "";
}

export function bodyInit(body: BodyInit | null): RequestInit {
  return { body };
}
