import { hash } from "node:crypto";
import type { Operation } from "pismo-client";
import { faults } from "./faults.ts";
import { operations } from "./operations.ts";

/** Accounts that calls are made for; more than the client keeps tokens of. */
export const ACCOUNTS = 400;

/** When the caller gives up. `sending` and `waiting` are as soon as an attempt, or a wait before one, begins. */
export type Abort = "before" | "sending" | "waiting" | { readonly ms: number };

/** One call, and what happens to it. */
export interface Plan {
  readonly account: number;
  readonly operation: Operation;
  /** What the server does to the first attempts, as indices into `faults`; what comes after them is served. */
  readonly faults: readonly number[];
  readonly abort?: Abort;
  /** Of the request's body. */
  readonly bytes: number;
  /** The call allows to repeat what may have been executed. */
  readonly isUnsafe: boolean;
  /** The call's input is refused by the client. */
  readonly isRefused: boolean;
  /** The call goes to where nobody listens. */
  readonly isLost: boolean;
}

/** The plan of a call: the same for the same seed and index, whatever came before. */
export function planOf(seed: number, index: number): Plan {
  const bytes = hash("sha256", `${seed} ${index}`, "buffer");
  const draw = (n: number) => bytes.readUInt32BE(4 * n) / 2 ** 32;
  const abort = abortOf(draw(4), bytes[28]!);
  const isLost = bytes[31]! < 3;
  return {
    // The low numbers often, the high ones seldom: most of their tokens are forgotten in between.
    account: 1 + Math.floor(ACCOUNTS * draw(0) ** 3),
    operation: operations[Math.floor(operations.length * draw(1))]!,
    faults: isLost ? [] : isStorm(index) ? storm : faultsOf(draw(2), bytes.subarray(20, 28)),
    ...(abort && { abort }),
    bytes: draw(3) < 0.02 ? 65_536 : 16,
    isUnsafe: bytes[29]! < 13,
    isRefused: bytes[30]! < 3,
    isLost,
  };
}

/** In each thousand, two hundred calls in a row find the service down. */
function isStorm(index: number): boolean {
  return index % 1_000 >= 800;
}

const storm = ["503", "502"].map((name) => faults.findIndex((fault) => fault.name === name));

/** Each fault as often as its weight says. */
const drawn = faults.flatMap(({ weight }, index) => new Array<number>(weight).fill(index));

function faultsOf(howMany: number, bytes: Buffer): number[] {
  const count = howMany < 0.5 ? 0 : howMany < 0.8 ? 1 : howMany < 0.92 ? 2 : 3;
  return Array.from({ length: count }, (_, n) => drawn[bytes.readUInt16BE(2 * n) % drawn.length]!);
}

function abortOf(share: number, ms: number): Abort | undefined {
  if (share >= 0.06) return undefined;
  if (share < 0.01) return "before";
  if (share < 0.02) return "sending";
  return share < 0.03 ? "waiting" : { ms: ms % 12 };
}

/** Whether only a time-out ends one of the call's attempts. It is so short that it may end the others as well. */
export function isSlow(plan: Plan): boolean {
  return plan.faults.some((fault) => faults[fault]!.isSlow);
}

/** The correlation id that a call goes by, for the server and for hooks. */
export function cidOf(index: number): string {
  return `soak-${index}`;
}

export function indexOf(cid: string): number {
  return Number(cid.slice("soak-".length));
}
