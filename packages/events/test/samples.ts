import { cardCvvChangedExample } from "../src/index.ts";

/** The published example as a payload of its own, with members changed. */
export function payload(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...structuredClone(cardCvvChangedExample), ...changes };
}

/** The documented envelope around the published example. */
export function envelope(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    event_id: "252212bf-cde2-43f9-b28f-33ea2b452b32",
    schema_version: 1,
    domain: "cards",
    event_type: "rotate_cvv",
    org_id: "TN-34778262-f4f0-464d-b4c6-a14e2dc6f4be",
    cid: "7c7737f0-53d4-9b49-9833-e4c47483634e",
    timestamp: "2019-07-20T19:03:00.000Z",
    data: payload(),
    ...changes,
  };
}

export const rotateCvv = { domain: "cards", event: "rotate_cvv", version: 1 } as const;
