import * as cards from "@pismo-client/cards";
import * as tokenization from "@pismo-client/tokenization";
import type { Operation } from "pismo-client";

/** What is called: every operation of every API. */
export const operations: readonly Operation[] = Object.values({ ...cards, ...tokenization }).flatMap(
  (value: unknown) =>
    typeof value === "object" && value !== null && "retry" in value ? [value as Operation] : [],
);

/** Any input that the guards let through, with a body of about so many bytes. */
export function inputOf({ parameters, body }: Operation, bytes: number): Record<string, unknown> {
  const values = Object.entries(parameters).map(([name, { type }]) => [
    name,
    type === "integer" ? 7 : "card-9",
  ]);
  return { ...Object.fromEntries(values), ...(body && { body: { note: "x".repeat(bytes) } }) };
}
