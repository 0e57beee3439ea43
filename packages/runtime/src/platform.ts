import type { Repeatability } from "./operation.ts";
import { version } from "./version.ts";

/** Names the library in the User-Agent, `prefix` in front of it, unless this is a browser, which has its own. */
export function addUserAgent(headers: { [name: string]: string }, prefix: string): void {
  if (globalThis.navigator?.userAgent?.startsWith("Mozilla/")) return;
  headers["user-agent"] ??= `${prefix && `${prefix} `}pismo-client/${version}`;
}

/** Failures before a request left: the name was not found, no connection was made, TLS was refused. */
const BEFORE_SENDING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|CERT_|(DEPTH_ZERO_)?SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|ERR_SSL_(WRONG_VERSION|.+_ALERT_(.*CERTIFICATE|HANDSHAKE|UNKNOWN_CA|PROTOCOL_V)))/;

/** Whether an error of fetch proves that no server executed the request. What cannot be told is no proof. */
export function certainlyNotSent(error: unknown, depth = 5): boolean {
  const { code, syscall, errors, cause, message } = Object(error);
  // Several addresses were tried, each in vain.
  if (errors?.length) return errors.every((each: unknown) => certainlyNotSent(each, depth - 1));
  // As Node puts it where the server hangs up instead of saying what is wrong with a certificate.
  if (/before secure TLS connection was established/.test(message)) return true;
  if (code) return /^(connect|getaddrinfo)$/.test(syscall) || BEFORE_SENDING.test(code);
  // Deno has no codes; its HTTP client names the phase.
  return (
    /client error \(Connect\)/.test(message) || (!!cause && depth > 0 && certainlyNotSent(cause, depth - 1))
  );
}

/** Names of headers that are left to the caller: not those that the client sets, or that frame or route a message. */
export const FREE_NAME: RegExp =
  /^(?!authorization|cookie|host|user-agent|connection|content-|expect|keep-|proxy-|sec-|te$|trailer|transfer-|upgrade)[\w.-]+$/;

/** Where a redirect points to, without its query. */
export function redirectTarget(
  { headers, redirected, url }: Response,
  asked: string,
  redact: (path: string) => string,
): string {
  const location = redirected ? url : headers.get("location");
  if (!location) return "";
  try {
    const { origin, pathname } = new URL(location, asked);
    return ` to ${origin}${redact(decodeURIComponent(pathname))}`;
  } catch {
    return "";
  }
}

/** The body of a request as `fetch` is given it. */
export function bodyInit(body: BodyInit | null, _repeatability: Repeatability): RequestInit {
  return { body };
}
