import Stripe from "stripe";
import type { Connect } from "./peer.ts";
import { body, path, token } from "./the-call.ts";

export const connect: Connect = ({ baseUrl, fetch }) => {
  const { hostname: host, port } = new URL(baseUrl);
  const stripe = new Stripe(token, {
    protocol: "http",
    host,
    port,
    maxNetworkRetries: 2,
    timeout: 15_000,
    ...(fetch && { httpClient: Stripe.createFetchHttpClient(fetch) }),
  });
  // Below /v2 it writes JSON.
  return () => stripe.rawRequest("POST", `/v2${path}`, body);
};
