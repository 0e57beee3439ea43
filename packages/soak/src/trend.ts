/** How a quantity went on, from its samples in order. */
export interface Trend {
  /** Medians of the first and the last third of what comes after the warm-up. */
  readonly early: number;
  readonly late: number;
}

/** A tenth of the samples, in which code is compiled and caches fill. */
const WARM_UP = 0.1;

export function trendOf(samples: readonly number[]): Trend {
  const steady = samples.slice(Math.ceil(samples.length * WARM_UP));
  const third = Math.floor(steady.length / 3);
  return { early: median(steady.slice(0, third)), late: median(steady.slice(-third)) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
