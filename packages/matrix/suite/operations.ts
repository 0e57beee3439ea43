import {
  type CallOptions,
  PismoApiError,
  PismoBadRequestError,
  PismoConflictError,
  PismoForbiddenError,
  PismoNotFoundError,
  PismoRateLimitError,
  PismoServerError,
  PismoUnauthorizedError,
  PismoUnprocessableError,
} from "pismo-client";
import { rotateCvv, type UpdateCardStatusResult, updateCardStatus } from "pismo-client/cards";
import { performTokenOperation, resetCvv2TryCounter } from "pismo-client/tokenization";
import { cardId, connect, errorOf } from "./calls.ts";
import { equal, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";
import type { PlannedOperation, World } from "./world.ts";

const CLASSES: { readonly [status: number]: typeof PismoApiError } = {
  400: PismoBadRequestError,
  401: PismoUnauthorizedError,
  403: PismoForbiddenError,
  404: PismoNotFoundError,
  409: PismoConflictError,
  422: PismoUnprocessableError,
  429: PismoRateLimitError,
};

/** The error class that a status belongs to. */
export function classOf(status: number): typeof PismoApiError {
  return CLASSES[status] ?? (status >= 500 ? PismoServerError : PismoApiError);
}

/** Every operation of every API, and every status that its document declares, against the mock. */
export function operations(world: World): Test[] {
  const account = connect(world.mock, { retry: false });
  const generic = world.operations.flatMap((operation) =>
    operation.statuses.map((status) =>
      test(`${operation.api}.${operation.name} answered with ${status}`, async () => {
        const call = () =>
          methodOf(account, operation)(operation.input, { headers: { prefer: `code=${status}` } });
        if (status < 300) return void (await call());
        const error = await errorOf(call());
        ok(error instanceof classOf(status), `${error.name} is the class of ${status}`);
        has(error, { status, operation: operation.name, host: operation.host, attempts: 1 });
      }),
    ),
  );
  return [
    ...generic,
    test("single functions, as a bundle holds them", async () => {
      const card: UpdateCardStatusResult = await updateCardStatus(account, {
        customerId: "102377856",
        accountId: 102378693,
        cardId,
        body: { status: "BLOCKED" },
      });
      has(card, { id: 6741322, type: "VIRTUAL" });
      has(await rotateCvv(account, { cardId, body: {} }), { success: true });
      const tokenId = "DNITHE302434545454545454545454545454";
      const body = { operation_type: "SUSPEND", operation_reason: "Lost device" } as const;
      equal(await performTokenOperation(account, { cardId, tokenId, body }), undefined);
      equal(await resetCvv2TryCounter(account, { cardId, body: { wallet: "103" } }), undefined);
    }),
    test("calls by path", async () => {
      const path = "/pcicards/v2/pcicards/cvv/{cardId}/reset";
      const given = await account.cards.raw.POST(path, { params: { path: { cardId } }, body: {} });
      has(given.data, { success: true });
      equal(given.response.status, 200);
      const refused = await account.cards.raw.POST(path, {
        params: { path: { cardId } },
        body: { service_code: "toolong" },
      });
      equal(refused.response.status, 422);
      equal(refused.data, undefined);
    }),
    test("a body that the document refuses", async () => {
      const error = await errorOf(
        account.tokenization.resetCvv2TryCounter({ cardId, body: { wallet: "999" as "103" } }),
      );
      has(error, { name: "PismoBadRequestError", status: 400, outcome: "rejected" });
    }),
    test("an operation sent to the other host is refused", async () => {
      const swapped = connect({ api: world.mock.pci, pci: world.mock.api });
      has(await errorOf(swapped.cards.rotateCvv({ cardId, body: {} })), { status: 421, outcome: "rejected" });
    }),
  ];
}

type Method = (input: object, options: CallOptions) => Promise<unknown>;

/** An operation as a method of its API's member: of `three-ds`, that is `threeDs`. */
function methodOf(account: object, { api, name }: PlannedOperation): Method {
  const member = Object.keys(account).find((key) => key.toLowerCase() === api.replaceAll("-", "")) ?? api;
  const methods = Reflect.get(account, member) as { readonly [name: string]: Method };
  return methods[name] as Method;
}
