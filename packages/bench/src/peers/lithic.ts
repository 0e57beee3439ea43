import Lithic from "lithic";
import type { Connect } from "./peer.ts";
import { body, path, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const lithic = new Lithic({
    apiKey: `Bearer ${token}`,
    baseURL: baseUrl,
    maxRetries: 2,
    timeout: 15_000,
    ...(fetch && { fetch }),
  });
  return () => lithic.put(path, { body });
};
