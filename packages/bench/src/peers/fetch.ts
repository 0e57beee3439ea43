import type { Connect } from "./peer.ts";
import { body, path, token } from "./the-call.ts";

export const connect: Connect =
  ({ baseUrl, fetch = globalThis.fetch }) =>
  async () => {
    const response = await fetch(baseUrl + path, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  };
