import { PismoApiError, PismoError } from "pismo-client";

/** How a call ended, and what its hooks were told. */
export interface Ending {
  /** How often it did. */
  readonly times: number;
  /** `success`, `wrong answer` where it was another call's, the name of the error's class, or `foreign error`. */
  readonly kind: string;
  /** Of an error. */
  readonly outcome: string;
  /** Of an error of the server's. */
  readonly status: number;
  /** Of an error: how many attempts it counts. */
  readonly attempts: number;
  /** While it was under way, the server gave its account no token. */
  readonly tokenFailed: boolean;
  /** Calls of the hooks. */
  readonly requestsSeen: number;
  readonly errorsSeen: number;
  /** Answers with 401 that `onResponse` was told of. */
  readonly unauthorizedSeen: number;
}

/** The endings of all calls, in memory that does not grow while the client's is measured. */
export class Endings {
  readonly #names: string[] = [""];
  readonly #times: Uint8Array;
  readonly #kind: Uint8Array;
  readonly #outcome: Uint8Array;
  readonly #status: Uint16Array;
  readonly #attempts: Uint8Array;
  readonly #tokenFailed: Uint8Array;
  readonly #requestsSeen: Uint8Array;
  readonly #errorsSeen: Uint8Array;
  readonly #unauthorizedSeen: Uint8Array;

  constructor(calls: number) {
    const bytes = () => new Uint8Array(calls);
    this.#times = bytes();
    this.#kind = bytes();
    this.#outcome = bytes();
    this.#status = new Uint16Array(calls);
    this.#attempts = bytes();
    this.#tokenFailed = bytes();
    this.#requestsSeen = bytes();
    this.#errorsSeen = bytes();
    this.#unauthorizedSeen = bytes();
  }

  succeeded(index: number, isItsOwn: boolean): void {
    this.#end(index, isItsOwn ? "success" : "wrong answer");
  }

  failed(index: number, error: unknown, tokenFailed: boolean): void {
    this.#end(index, error instanceof PismoError ? error.name : "foreign error");
    if (!(error instanceof PismoError)) return;
    this.#outcome[index] = this.#code(error.outcome);
    this.#attempts[index] = error.attempts ?? 0;
    this.#status[index] = error instanceof PismoApiError ? error.status : 0;
    this.#tokenFailed[index] = Number(tokenFailed);
  }

  requestSeen(index: number): void {
    this.#requestsSeen[index]!++;
  }

  responseSeen(index: number, status: number): void {
    if (status === 401) this.#unauthorizedSeen[index]!++;
  }

  errorSeen(index: number): void {
    this.#errorsSeen[index]!++;
  }

  of(index: number): Ending {
    return {
      times: this.#times[index]!,
      kind: this.#names[this.#kind[index]!]!,
      outcome: this.#names[this.#outcome[index]!]!,
      status: this.#status[index]!,
      attempts: this.#attempts[index]!,
      tokenFailed: this.#tokenFailed[index] === 1,
      requestsSeen: this.#requestsSeen[index]!,
      errorsSeen: this.#errorsSeen[index]!,
      unauthorizedSeen: this.#unauthorizedSeen[index]!,
    };
  }

  #end(index: number, kind: string): void {
    this.#times[index]!++;
    this.#kind[index] = this.#code(kind);
  }

  #code(name: string): number {
    const known = this.#names.indexOf(name);
    return known < 0 ? this.#names.push(name) - 1 : known;
  }
}
