/** How long the steps of a run took, in milliseconds, each as the sum of its turns. */
export class Stopwatch {
  readonly #steps = new Map<string, number>();

  get steps(): ReadonlyMap<string, number> {
    return this.#steps;
  }

  async time<Result>(step: string, work: () => Result | Promise<Result>): Promise<Result> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.#steps.set(step, (this.#steps.get(step) ?? 0) + performance.now() - started);
    }
  }
}
