import { type Fault, faults } from "./faults.ts";

/** So many attempts of a call are recorded: three, and one with a new token. */
export const RECORDED_ATTEMPTS = 4;

/** What a request met, as one byte: 0 is none, and these; faults follow. */
export const SERVED = 1;
/** Answered with 401: its token was taken back, or its time was over. */
export const NOT_LET_IN = 2;
const FIRST_FAULT = 3;

export function codeOfFault(fault: number): number {
  return FIRST_FAULT + fault;
}

/** What a request met; `undefined` of nothing. */
export function faultOfCode(code: number): Fault | undefined {
  return faults[code - FIRST_FAULT];
}

export function isUnauthorized(code: number): boolean {
  return code === NOT_LET_IN || faultOfCode(code)?.status === 401;
}

/** What the server saw. */
export interface ServerRecord {
  /** `RECORDED_ATTEMPTS` codes for each call. */
  readonly met: Uint8Array;
  /** What no client should do: requests on the wrong host, with another account's token, without a plan. */
  readonly complaints: readonly string[];
  readonly requests: number;
  readonly tokensIssued: number;
  readonly tokensRefused: number;
  readonly connectionsMade: number;
  readonly connectionsOpen: number;
}
