/** Does something so many times, one after the other or side by side. */
export type Repeat = (times: number) => unknown;

/**
 * How many times a second something is done.
 * @param ms how long it is done at least
 * @param batch how often it is done between two looks at the clock
 */
export async function rateOf(repeat: Repeat, ms: number, batch: number): Promise<number> {
  const start = performance.now();
  for (let times = batch; ; times += batch) {
    await repeat(batch);
    const elapsed = performance.now() - start;
    if (elapsed >= ms) return (times / elapsed) * 1000;
  }
}
