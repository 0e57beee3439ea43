import { PismoConfigError } from "./errors/pismo-config-error.ts";
import type { HostKind } from "./operation.ts";

/**
 * Where the requests go: Pismo's sandbox, or the two URLs of an environment. Both are needed, https only;
 * plain http is accepted for loopback addresses, where mocks are. Production has no name here: it is never guessed.
 */
export type Environment = "sandbox" | { readonly api: string; readonly pci: string };

/** The URL of each kind of host, without a trailing slash. */
export type Hosts = { readonly [Kind in HostKind]: string };

/** The servers that Pismo's Cards and Tokenization documents name. */
const SANDBOX = { api: "https://sandbox.pismolabs.io", pci: "https://gw-pci.pismolabs.io" };

/** Plain http is for this machine only; the names below `localhost` are resolved by whoever resolves names. */
const ENCRYPTED_OR_LOOPBACK = /^(https:|http:\/\/(localhost|127[\d.]+|\[::1])(:|$))/;

export function resolveHosts(environment: Environment): Hosts {
  const urls = environment === "sandbox" ? SANDBOX : environment;
  const api = resolveHost("api", urls);
  const pci = resolveHost("pci", urls, api);
  return { api, pci };
}

/** The error does not quote the URL: it may hold credentials. */
function resolveHost(kind: HostKind, urls: Hosts, other?: string): string {
  try {
    const { href, origin, pathname } = new URL(urls[kind]);
    const host = origin.replace(/\.(?=(:\d+)?$)/, "") + pathname.replace(/\/+$/, "");
    // `href` has credentials, a query and a fragment too, be it a bare "?" or "#", which would still cut off the path.
    if (href === origin + pathname && ENCRYPTED_OR_LOOPBACK.test(origin) && host !== other) return host;
  } catch {}
  throw new PismoConfigError(
    `environment: "sandbox", or ${kind}: an https URL of its own, without user, query or fragment`,
  );
}
