/** Stands for platform.ts in a browser (`imports` in package.json): it sends a User-Agent of its own. */
export function addUserAgent(): void {}

/** There, an error of fetch never says so much. */
export function certainlyNotSent(): boolean {
  return false;
}

export function bodyInit(body: BodyInit | null): RequestInit {
  return { body };
}
