import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Seen } from "./received.ts";

/** The server in its own process, so that it shares no event loop with whoever calls it. */
export class Server implements Disposable {
  readonly baseUrl: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.baseUrl = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Server> {
    const child = fork(join(import.meta.dirname, "server.ts"));
    const [{ port }] = (await once(child, "message")) as [AddressInfo];
    return new Server(child, port);
  }

  async seen(): Promise<Seen> {
    const message = once(this.#process, "message");
    this.#process.send("seen");
    const [seen] = (await message) as [Seen];
    return seen;
  }

  [Symbol.dispose](): void {
    this.#process.disconnect();
  }
}
