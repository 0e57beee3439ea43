import type { Verb } from "../synthetic.ts";

/** A client whose types are measured, and how its users write calls with it. */
export interface TypeSubject {
  readonly name: string;
  /** The generator's file here. */
  readonly generator: "ours" | "openapi-typescript" | "hey-api" | "orval";
  /** The program with three calls, of the documents of cards and tokenization. */
  readonly threeCalls: string;
  /** A program of calls of the synthetic document, `client` being what `imports` and `before` make. */
  readonly before: (calls: readonly SyntheticCall[]) => string;
  readonly call: (call: SyntheticCall) => string;
}

export interface SyntheticCall {
  readonly verb: Verb;
  readonly resource: number;
}
