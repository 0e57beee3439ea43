import type { Fetch } from "./peer.ts";
export interface Settings {
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch: Fetch;
}
export declare function configure(given: Settings): void;
/** What orval's functions send through: its documentation's custom fetch, which adds host and token. */
export declare function orvalFetch<Result>(url: string, options: RequestInit): Promise<Result>;
