import { type Mock, startMock } from "@pismo-client/mock";
import { createPismoClient } from "pismo-client";
import type { TokenOperationRequest } from "pismo-client/tokenization";
import { afterAll, beforeAll, expect, test } from "vitest";

// "REQUIRED if `operation_type` is `CALL_CENTER_ACTIVATION`": only the document's prose says so, and our overlay.

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ apis: ["tokenization"] });
});

afterAll(() => mock.stop());

const complete: TokenOperationRequest = {
  operation_type: "CALL_CENTER_ACTIVATION",
  operation_reason: "Suspended due to lost device",
  activation_code: "94",
};

// @ts-expect-error The compiler refuses it; type-checking fails if it ever stops doing so.
const incomplete: TokenOperationRequest = {
  operation_type: "CALL_CENTER_ACTIVATION",
  operation_reason: "Suspended due to lost device",
};

const unknownOperation: TokenOperationRequest = {
  // @ts-expect-error The description names it, but the enum does not: what is sent is closed.
  operation_type: "TOKEN_DEVICE_BINDING_APPROVE_CALL_CENTER",
  operation_reason: "Suspended due to lost device",
};

function send(body: TokenOperationRequest): Promise<undefined> {
  const pismo = createPismoClient({ environment: mock.environment, accountToken: "token" });
  return pismo
    .forAccount("102378693")
    .tokenization.performTokenOperation({ cardId: "6741322", tokenId: "DNITHE0", body });
}

test("a call-center activation with its code is taken", async () => {
  await expect(send(complete)).resolves.toBeUndefined();
});

test("a call-center activation without its code is refused by the mock too", async () => {
  await expect(send(incomplete)).rejects.toMatchObject({ status: 400, outcome: "rejected" });
  expect(mock.calls("performTokenOperation").at(-1)?.violations.join()).toContain("activation_code");
});

test("an operation that the enum does not list is refused", async () => {
  await expect(send(unknownOperation)).rejects.toMatchObject({ status: 400 });
});

test("any other operation goes without a code", async () => {
  await expect(
    send({ operation_type: "SUSPEND", operation_reason: "Suspended due to lost device" }),
  ).resolves.toBeUndefined();
});
