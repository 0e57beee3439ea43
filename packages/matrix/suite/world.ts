/** What the suite finds around it: the servers, and what the platform it runs on can know and do. */
export interface World {
  readonly platform: Platform;
  /** Both origins of the mock. */
  readonly mock: Origins;
  /** The server that misbehaves, and a third origin, which no client is told about. */
  readonly faults: Origins & { readonly elsewhere: string };
  /** An origin that nobody listens on. */
  readonly nobody: string;
  /** Demands a client certificate. */
  readonly mutualTls: MutualTls;
  /** Every operation of every API. */
  readonly operations: readonly PlannedOperation[];
}

export interface Origins {
  readonly api: string;
  readonly pci: string;
}

export interface MutualTls {
  readonly url: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Where runtimes differ by nature, the tests expect the difference; all else is the same everywhere. */
export interface Platform {
  readonly kind: "node" | "bun" | "deno" | "workerd" | "page";
  /** An error of fetch says whether a connection was made. */
  readonly knowsNotSent: boolean;
  /** An error of fetch says that no TLS connection was made, too. */
  readonly knowsTlsRefused: boolean;
  /**
   * A request, be it a POST, is sent again by the platform itself when a connection that was used before breaks without
   * an answer. No page can forbid it.
   */
  readonly resends: boolean;
  /** A redirect's status can be seen; in a page it is 0. */
  readonly seesRedirect: boolean;
  /** The program chooses its User-Agent; a browser sends its own. */
  readonly choosesUserAgent: boolean;
}

export interface PlannedOperation {
  readonly api: string;
  readonly name: string;
  readonly host: keyof Origins;
  readonly input: object;
  /** The statuses that its document declares. */
  readonly statuses: readonly number[];
}
