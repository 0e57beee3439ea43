import type { Progress } from "./progress.ts";
import type { Table } from "./results.ts";

export interface Run {
  /** A number of rounds, or the smaller one of a quick run. */
  readonly rounds: (full: number, quick: number) => number;
  readonly progress: Progress;
}

/** Measures one thing; a file in `measures/` has it as its default export. */
export type Measure = (run: Run) => Promise<Table[]>;
