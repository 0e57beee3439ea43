/** Says on a terminal how far long work has come, on one line that is cleared at its end; says nothing elsewhere. */
export class Progress implements Disposable {
  #done = 0;
  readonly #total: number;
  readonly #what: string;

  constructor(what: string, total: number) {
    this.#what = what;
    this.#total = total;
    this.#show();
  }

  step(): void {
    this.#done++;
    this.#show();
  }

  #show(): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${this.#what} ${this.#done} of ${this.#total}`);
  }

  [Symbol.dispose](): void {
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  }
}
