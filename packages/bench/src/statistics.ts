/** One value a round for each contestant, in the order of the rounds. */
export type Samples = ReadonlyMap<string, readonly number[]>;

/** The middle of the values, and the middle half of them. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/** Between two values, the share of each decides. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

/** Within each round, what `combine` makes of each contestant's value and that of `reference`. */
export function against(
  samples: Samples,
  reference: string,
  combine: (value: number, reference: number) => number,
): Samples {
  const references = samples.get(reference)!;
  return new Map(
    [...samples].map(([name, values]) => [
      name,
      values.map((value, round) => combine(value, references[round]!)),
    ]),
  );
}
