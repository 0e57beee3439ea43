import { ours } from "../contestants.ts";
import { methodOf, numbered, pathOf } from "../synthetic.ts";
import type { SyntheticCall, TypeSubject } from "./type-subject.ts";

const body = `{ status: "BLOCKED", name: "Vacation card", limit: { amount: 100, currency: "BRL" } }`;
const operate = `{ operation_type: "SUSPEND", operation_reason: "Lost device" }`;

function nameOf({ verb, resource }: SyntheticCall): string {
  return `${verb}Resource${numbered(resource)}`;
}

/** What a call takes, by place. */
function partsOf({ verb }: SyntheticCall): {
  readonly path: string;
  readonly query?: string;
  readonly body?: string;
} {
  const path = verb === "get" || verb === "update" ? `accountId: 1, resourceId: "r"` : "accountId: 1";
  if (verb === "list") return { path, query: `page: 1, status: "ACTIVE"` };
  return verb === "get" ? { path } : { path, body };
}

/** Each as its documentation has it. The types of openapi-fetch are openapi-typescript's. */
export const typeSubjects: readonly TypeSubject[] = [
  {
    name: ours,
    generator: "ours",
    threeCalls: `
import { createPismoClient } from "pismo-client";
const account = createPismoClient({ environment: "sandbox", accountToken: "t" }).forAccount(1);
export const a: number | undefined = (await account.cards.updateCardStatus({ customerId: "1", accountId: 1, cardId: "1", body: { status: "BLOCKED" } })).id;
export const b = await account.cards.rotateCvv({ cardId: "1", body: {} });
export const c = await account.tokenization.performTokenOperation({ cardId: "1", tokenId: "1", body: ${operate} });
`,
    before: () => `import { createApiClient } from "./api/client.js";
const client = createApiClient({ environment: "sandbox", accountToken: "t" });
`,
    call(call) {
      const { path, query, body } = partsOf(call);
      const parts = [path, query, body && `body: ${body}`].filter(Boolean).join(", ");
      return `client.${nameOf(call)}({ ${parts} })`;
    },
  },
  {
    name: "openapi-fetch",
    generator: "openapi-typescript",
    threeCalls: `
import createClient from "openapi-fetch";
import type { paths as Cards } from "./cards/schema.js";
import type { paths as Tokenization } from "./tokenization/schema.js";
const cards = createClient<Cards>({ baseUrl: "https://sandbox.pismolabs.io" });
const tokenization = createClient<Tokenization>({ baseUrl: "https://gw-pci.pismolabs.io" });
export const a: number | undefined = (await cards.PUT("/wallet/v1/customers/{customerId}/accounts/{accountId}/cards/{cardId}/status", { params: { path: { customerId: "1", accountId: 1, cardId: "1" } }, body: { status: "BLOCKED" } })).data?.id;
export const b = await cards.POST("/pcicards/v2/pcicards/cvv/{cardId}/reset", { params: { path: { cardId: "1" } }, body: {} });
export const c = await tokenization.POST("/v1/cards/{cardId}/network-tokens/{tokenId}", { params: { path: { cardId: "1", tokenId: "1" } }, body: ${operate} });
`,
    before: () => `import createClient from "openapi-fetch";
import type { paths } from "./api/schema.js";
const client = createClient<paths>({ baseUrl: "https://sandbox.pismolabs.io" });
`,
    call(call) {
      const { path, query, body } = partsOf(call);
      const params = [`path: { ${path} }`, query && `query: { ${query} }`].filter(Boolean).join(", ");
      const options = [`params: { ${params} }`, body && `body: ${body}`].filter(Boolean).join(", ");
      return `client.${methodOf(call.verb).toUpperCase()}("${pathOf(call.verb, call.resource)}", { ${options} })`;
    },
  },
  {
    name: "hey-api",
    generator: "hey-api",
    threeCalls: `
import { postV2ResetCvv, putV1CardStatus } from "./cards/index.js";
import { performtokenop } from "./tokenization/index.js";
export const a: number | undefined = (await putV1CardStatus({ path: { customerId: "1", accountId: 1, cardId: "1" }, body: { status: "BLOCKED" } })).data?.id;
export const b = await postV2ResetCvv({ path: { cardId: "1" }, body: {} });
export const c = await performtokenop({ path: { cardId: "1", tokenId: "1" }, body: ${operate} });
`,
    before: (calls) => `import { ${calls.map(nameOf).join(", ")} } from "./api/index.js";\n`,
    call(call) {
      const { path, query, body } = partsOf(call);
      const parts = [`path: { ${path} }`, query && `query: { ${query} }`, body && `body: ${body}`];
      return `${nameOf(call)}({ ${parts.filter(Boolean).join(", ")} })`;
    },
  },
  {
    name: "orval",
    generator: "orval",
    threeCalls: `
import { postV2ResetCvv, putV1CardStatus } from "./cards/client.js";
import { performtokenop } from "./tokenization/client.js";
const updated = await putV1CardStatus("1", 1, "1", { status: "BLOCKED" });
export const a: number | undefined = updated.status === 200 ? updated.data.id : undefined;
export const b = await postV2ResetCvv("1", {});
export const c = await performtokenop("1", "1", ${operate});
`,
    before: (calls) => `import { ${calls.map(nameOf).join(", ")} } from "./api/client.js";\n`,
    call(call) {
      const { query, body } = partsOf(call);
      const path = call.verb === "get" || call.verb === "update" ? `1, "r"` : "1";
      return `${nameOf(call)}(${[path, query && `{ ${query} }`, body].filter(Boolean).join(", ")})`;
    },
  },
];
