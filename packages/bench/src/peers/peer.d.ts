/** The standard fetch, or what stands in for it. */
export type Fetch = typeof globalThis.fetch;
export interface Connection {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Takes the place of the peer's own transport. @default what the peer uses by itself */
  readonly fetch?: Fetch;
}
/** Makes a client; what it returns does the call once and resolves to the answer's body. */
export type Connect = (connection: Connection) => () => Promise<unknown>;
