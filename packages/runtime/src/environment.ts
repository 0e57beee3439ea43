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

const LOOPBACK = /^http:\/\/((.+\.)?localhost|127[\d.]+|\[::1])$/;

export function resolveHosts(environment: Environment): Hosts {
  const urls = environment === "sandbox" ? SANDBOX : environment;
  const hosts = { api: resolveHost("api", urls), pci: resolveHost("pci", urls) };
  if (hosts.api === hosts.pci) throw new PismoConfigError("environment: api and pci must differ");
  return hosts;
}

/** The error does not quote the URL: it may hold credentials. */
function resolveHost(kind: HostKind, urls: Hosts): string {
  try {
    const text = urls[kind];
    const { protocol, hostname, host, pathname, username, password } = new URL(text);
    // `url.search` and `url.hash` are empty for a bare "?" or "#", which would still cut off the path.
    const isBare = !username && !password && !/[?#]/.test(text);
    if (isBare && (protocol === "https:" || LOOPBACK.test(`${protocol}//${hostname}`))) {
      return `${protocol}//${host.replace(/\.(?=:|$)/, "")}${pathname.replace(/\/+$/, "")}`;
    }
  } catch {}
  throw new PismoConfigError(
    `environment: give "sandbox", or api and pci; ${kind} must be an https URL without credentials, query or fragment (http for loopback only)`,
  );
}
