import { against, type Samples, type Spread, spread } from "./statistics.ts";

/** One contestant's figure. */
export interface Figure extends Spread {
  readonly name: string;
  /** Within the same rounds: divided by ours, or what it is more than ours. Absent for ours. */
  readonly toOurs?: Spread;
}

/** What is known of a table before it is measured. */
export interface TableHead {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** How a contestant is held against ours: a difference where a figure may be zero or less. */
  readonly compare: "ratio" | "difference";
  /** How it is measured, in sentences. */
  readonly how: string;
  /** The contestant that is held against the goal and the others. */
  readonly ours: string;
  /** The figures are the same in every run with the same versions. */
  readonly isExact?: true;
}

export interface Table extends TableHead {
  readonly rounds: number;
  readonly figures: readonly Figure[];
}

/** Everything that one run measured. */
export interface Results {
  /** Fewer rounds than a run has that is published. */
  readonly isQuick: boolean;
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  readonly versions: { readonly [name: string]: string };
  readonly tables: readonly Table[];
}

export function toTable(head: TableHead, samples: Samples): Table {
  const { compare, ours } = head;
  const toOurs = against(samples, ours, (value, own) => (compare === "ratio" ? value / own : value - own));
  const figures = [...samples].map(([name, values]) => ({
    name,
    ...rounded(spread(values)),
    ...(name !== ours && { toOurs: rounded(spread(toOurs.get(name)!)) }),
  }));
  return { ...head, rounds: samples.get(ours)!.length, figures };
}

/** To four digits: the fifth is never a fact. */
function rounded({ median, low, high }: Spread): Spread {
  const round = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(4)));
  return { median: round(median), low: round(low), high: round(high) };
}

/** Whether ours is behind another in three of four rounds. */
export function isBehind(
  { toOurs }: Figure,
  { better, compare }: Pick<TableHead, "better" | "compare">,
): boolean {
  if (!toOurs) return false;
  const equal = compare === "ratio" ? 1 : 0;
  return better === "lower" ? toOurs.high < equal : toOurs.low > equal;
}
