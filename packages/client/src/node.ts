import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Fetch, PismoConfigError } from "@pismo-client/runtime";
import {
  Agent,
  type buildConnector,
  type Dispatcher,
  EnvHttpProxyAgent,
  ProxyAgent,
  fetch as undiciFetch,
} from "undici";

/** PEM text, or the path of a PEM file, which is read once. */
export type Pem = string;

/** The client certificate, and how to reach Pismo with it. */
export interface MutualTlsOptions {
  /** The client certificate that Pismo knows, with its chain. */
  readonly cert: Pem;
  /** The private key of `cert`. */
  readonly key: Pem;
  /** Of an encrypted `key`. */
  readonly passphrase?: string;
  /** The authorities to trust instead of those of Node. */
  readonly ca?: Pem;
  /**
   * URL of a proxy, or `"environment"` for `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. The TLS connection to Pismo goes
   * through it; it does not see inside. @default none
   */
  readonly proxy?: string;
}

/** A fetch that holds connections. */
export interface MutualTlsFetch extends Fetch {
  /** Waits for the requests under way and closes the connections. */
  close(): Promise<void>;
}

/**
 * A `fetch` for `createPismoClient` that presents a client certificate, as Pismo requires of every call. Node only.
 * Make it once: it holds the connections.
 * @throws PismoConfigError on Bun; if a file cannot be read, a PEM or the passphrase is wrong, the key is not the
 * certificate's, or the certificate is not valid today.
 */
export function createMutualTlsFetch(options: MutualTlsOptions): MutualTlsFetch {
  if ("bun" in process.versions) {
    // Bun puts its own fetch in the place of undici's, which would send without the certificate.
    throw new PismoConfigError("createMutualTlsFetch: Node only. On Bun give fetch its own option `tls`");
  }
  const { passphrase, proxy } = options;
  const cert = readPem("cert", options.cert);
  const key = readPem("key", options.key);
  checkPair(cert, key, passphrase);
  const tls = {
    cert,
    key,
    ...(passphrase !== undefined && { passphrase }),
    ...(options.ca !== undefined && { ca: readPem("ca", options.ca) }),
  };
  const dispatcher = createDispatcher(tls, proxy);
  const fetch = (url: string, init: RequestInit) => undiciFetch(url, { ...(init as object), dispatcher });
  return Object.assign(fetch as unknown as Fetch, { close: () => dispatcher.close() });
}

function createDispatcher(tls: buildConnector.BuildOptions, proxy: string | undefined): Dispatcher {
  if (proxy === undefined) return new Agent({ connect: tls });
  if (proxy === "environment") return new EnvHttpProxyAgent({ connect: tls, requestTls: tls });
  try {
    return new ProxyAgent({ uri: proxy, requestTls: tls });
  } catch {
    // The URL may hold the proxy's credentials.
    throw new PismoConfigError('proxy: give its URL, or "environment"');
  }
}

function readPem(option: string, pem: Pem): string {
  if (typeof pem !== "string")
    throw new PismoConfigError(`${option}: give PEM text, or the path of a PEM file`);
  if (pem.includes("-----BEGIN")) return pem;
  try {
    const text = readFileSync(pem, "utf8");
    if (text.includes("-----BEGIN")) return text;
  } catch (error) {
    throw new PismoConfigError(
      `${option}: the file cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
  throw new PismoConfigError(`${option}: the file is not PEM`);
}

/** A wrong pair would fail at the first call only, with an alert of the server that says less. */
function checkPair(cert: string, key: string, passphrase: string | undefined): void {
  const certificate = attempt("cert: not a certificate", () => new X509Certificate(cert));
  const privateKey: KeyObject = attempt("key: not a private key, or the passphrase is not its own", () =>
    createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) }),
  );
  if (!certificate.checkPrivateKey(privateKey)) throw new PismoConfigError("key: it is not the key of cert");
  const { validFrom, validTo } = certificate;
  if (Date.now() < Date.parse(validFrom)) throw new PismoConfigError(`cert: not valid before ${validFrom}`);
  if (Date.now() > Date.parse(validTo)) throw new PismoConfigError(`cert: expired on ${validTo}`);
}

function attempt<T>(problem: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new PismoConfigError(problem);
  }
}
