export interface Settings {
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
}

let settings: Settings | undefined;

export function configure(given: Settings): void {
  settings = given;
}

/** What orval's functions send through: its documentation's custom fetch, which adds host and token. */
export async function orvalFetch<Result>(url: string, options: RequestInit): Promise<Result> {
  const { baseUrl, token, fetch } = settings!;
  const headers = { ...(options.headers as Record<string, string>), authorization: `Bearer ${token}` };
  const response = await fetch(baseUrl + url, { ...options, headers });
  const data = await response.json();
  return { status: response.status, data, headers: response.headers } as Result;
}
