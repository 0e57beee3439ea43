/** Does something so many times, one after the other or side by side. */
export type Run = (times: number) => unknown;

/** What is compared, by name. The first one is what the others are compared with. */
export type Contestants = ReadonlyMap<string, Run>;

export interface Measured {
  readonly name: string;
  /** Times a second: the median of the rounds. */
  readonly rate: number;
  /** The slowest and the fastest round. */
  readonly range: readonly [number, number];
  /** How many times as fast the first contestant is: the median of the ratios within each round. */
  readonly ratio: number;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** How long each contestant runs in a round, in ms. */
  readonly ms: number;
  /** How often each is run between two looks at the clock. */
  readonly batch: number;
}

/**
 * Runs the contestants in turn, each round in another order, so that what the machine does besides meets all of them.
 * The first round warms up and does not count.
 */
export async function measure(
  contestants: Contestants,
  { rounds, ms, batch }: MeasureOptions,
): Promise<Measured[]> {
  const names = [...contestants.keys()];
  const rates = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const rate = await rateOf(contestants.get(name)!, ms, batch);
      if (round > 0) rates.get(name)!.push(rate);
    }
  }
  const ours = rates.get(names[0]!)!;
  return names.map((name) => {
    const own = rates.get(name)!;
    return {
      name,
      rate: median(own),
      range: [Math.min(...own), Math.max(...own)],
      ratio: median(own.map((rate, round) => ours[round]! / rate)),
    };
  });
}

/** Times a second. */
async function rateOf(run: Run, ms: number, batch: number): Promise<number> {
  const start = performance.now();
  for (let times = batch; ; times += batch) {
    await run(batch);
    const elapsed = performance.now() - start;
    if (elapsed >= ms) return (times / elapsed) * 1000;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
