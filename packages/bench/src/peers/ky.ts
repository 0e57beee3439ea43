import ky from "ky";
import type { Connect } from "./peer.ts";
import { body, path, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const client = ky.create({
    baseUrl,
    retry: 2,
    timeout: 15_000,
    headers: { authorization: `Bearer ${token}` },
    ...(fetch && { fetch }),
  });
  return () => client.put(path, { json: body }).json();
};
