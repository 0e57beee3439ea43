import axios, { type AxiosRequestConfig } from "axios";
import type { Connect } from "./peer.ts";
import { body, path, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const options: AxiosRequestConfig = fetch ? { adapter: "fetch", env: { fetch } } : {};
  const client = axios.create({
    baseURL: baseUrl,
    timeout: 15_000,
    headers: { authorization: `Bearer ${token}` },
    ...options,
  });
  return async () => {
    const { data } = await client.put(path, body);
    return data;
  };
};
