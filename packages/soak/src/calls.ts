import { createPismoClient, type IssueToken, memoryTokenCache, serverToServer } from "pismo-client";
import { Endings } from "./endings.ts";
import type { FaultServer, Nowhere } from "./fault-server-process.ts";
import { inputOf } from "./operations.ts";
import { type Abort, ACCOUNTS, cidOf, indexOf, isSlow, planOf } from "./plan.ts";

/** Tokens that the client keeps: of a quarter of the accounts, so that it forgets some all the time. */
const TOKENS_KEPT = ACCOUNTS / 4;
/** Of an attempt that the server never ends, in ms. */
const SHORT = 40;

export interface Calls {
  readonly endings: Endings;
  /** What the caller gives to nearly every call, for as long as it runs. */
  readonly signal: AbortSignal;
  /** Makes the calls from `start` to before `end`, `atOnce` of them at any time. */
  run(start: number, end: number, atOnce: number): Promise<void>;
  /** Tokens that are being fetched, be it for calls that have ended. */
  tokensUnderWay(): number;
}

/** The client that is held against the faults, and its caller. */
export function createCalls(seed: number, calls: number, server: FaultServer, nowhere: Nowhere): Calls {
  const endings = new Endings(calls);
  const { signal } = new AbortController();
  const aborts = new Map<number, { readonly when: Abort; readonly controller: AbortController }>();
  const tokensFailed = new Uint32Array(ACCOUNTS + 1);
  let tokensUnderWay = 0;

  const login = serverToServer({ serverKey: "soak", serverSecret: "soak" });
  const accountToken: IssueToken = async (request) => {
    tokensUnderWay++;
    try {
      return await login(request);
    } catch (error) {
      tokensFailed[Number(request.accountId)]!++;
      throw error;
    } finally {
      tokensUnderWay--;
    }
  };

  const abortAt = (when: Abort, cid: string) => {
    const abort = aborts.get(indexOf(cid));
    if (abort?.when === when) abort.controller.abort();
  };
  const shared = {
    tenant: "TN-1",
    timeout: 10_000,
    tokenCache: memoryTokenCache(TOKENS_KEPT),
    maxResponseBytes: 128 * 1024,
    // As many retries as the faults ask for: what a spent budget does is tested elsewhere.
    retry: { baseDelay: 1, maxDelay: 4, budget: 1e9 },
    hooks: {
      onRequest: ({ cid }) => {
        endings.requestSeen(indexOf(cid));
        abortAt("sending", cid);
      },
      onResponse: ({ cid, status }) => {
        endings.responseSeen(indexOf(cid), status);
        if (indexOf(cid) % 7 === 0) throw new Error("a hook that throws");
      },
      onRetry: async ({ cid }) => {
        abortAt("waiting", cid);
        if (indexOf(cid) % 3 === 0) throw new Error("a hook that rejects");
      },
      onError: ({ cid }) => endings.errorSeen(indexOf(cid)),
    },
  } satisfies Partial<Parameters<typeof createPismoClient>[0]>;
  const pismo = createPismoClient({ ...shared, environment: server.environment, accountToken });
  const lost = createPismoClient({ ...shared, environment: nowhere.environment, accountToken: "a-token" });

  async function call(index: number): Promise<void> {
    const plan = planOf(seed, index);
    const { account, operation, abort } = plan;
    const controller = abort && new AbortController();
    if (controller) aborts.set(index, { when: abort, controller });
    if (abort === "before") controller?.abort();
    const timer = typeof abort === "object" && setTimeout(() => controller?.abort(), abort.ms);
    const input = inputOf(operation, plan.bytes);
    if (plan.isRefused) input.cardId = "..";
    const failedBefore = tokensFailed[account];
    try {
      const result = await (plan.isLost ? lost : pismo)
        .forAccount(account)
        .call<{ readonly call?: number } | undefined>(operation, input, {
          signal: controller?.signal ?? signal,
          headers: { "x-cid": cidOf(index) },
          ...(isSlow(plan) && { timeout: SHORT }),
          ...(plan.isUnsafe && { retry: { allowUnsafe: operation.name } }),
        });
      endings.succeeded(
        index,
        operation.success["200"] === "json" ? result?.call === index : result === undefined,
      );
    } catch (error) {
      endings.failed(index, error, tokensFailed[account] !== failedBefore);
    } finally {
      if (timer) clearTimeout(timer);
      aborts.delete(index);
    }
  }

  return {
    endings,
    signal,
    async run(start, end, atOnce) {
      let next = start;
      const callNext = async () => {
        while (next < end) await call(next++);
      };
      await Promise.all(Array.from({ length: atOnce }, callNext));
    },
    tokensUnderWay: () => tokensUnderWay,
  };
}
