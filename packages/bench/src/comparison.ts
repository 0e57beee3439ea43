import type { Contestants, MeasureOptions } from "./measure.ts";

/** One table of a benchmark. A file `<name>.bench.ts` has a list of them as its default export. */
export interface Comparison {
  readonly title: string;
  readonly contestants: Contestants;
  readonly options: MeasureOptions;
  /** The peers that the first contestant must be faster than: what the project says of itself. */
  readonly claims: readonly string[];
  /** What a reader must know to read the table right. */
  readonly note?: string;
}
