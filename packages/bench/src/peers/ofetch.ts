import { createFetch } from "ofetch";
import type { Connect } from "./peer.ts";
import { body, path, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const client = createFetch({
    ...(fetch && { fetch }),
    defaults: {
      baseURL: baseUrl,
      retry: 2,
      timeout: 15_000,
      headers: { authorization: `Bearer ${token}` },
    },
  });
  return () => client(path, { method: "PUT", body });
};
