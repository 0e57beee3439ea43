import type { Origins, World } from "./world.ts";

/** How the server answers a request, or fails to. */
export interface Answer {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  /** ms before it answers. */
  readonly delay?: number;
  /**
   * What it does in place of a whole answer, when it has read the whole request: `reset` and `close` the connection,
   * `half` an answer and then the end, `silence`, a `drip` that never ends, or `garbage` that is no HTTP.
   */
  readonly fault?: "reset" | "close" | "half" | "silence" | "drip" | "garbage";
}

/** What a page may know: everything, all but the answer's headers, or nothing. */
export type Cors = "open" | "headers-hidden" | "refused";

/** What the server is told to do. */
export interface ScriptRequest {
  /** One for each request, in order; the last one for all further ones. */
  readonly answers: readonly Answer[];
  readonly cors?: Cors;
  /** Lets a connection be used again. Without it each request has its own, so that what happens does not hang on chance. */
  readonly keepAlive?: boolean;
}

/** A request as it arrived. */
export interface Received {
  readonly host: keyof World["faults"];
  readonly method: string;
  /** Below the script's own URL, as it was on the wire. */
  readonly path: string;
  readonly headers: {
    readonly authorization?: string;
    readonly "user-agent"?: string;
    readonly "x-cid"?: string;
  };
  readonly body: string;
  /** The client went away before it had a whole answer. */
  readonly abandoned: boolean;
}

export interface Script {
  /** Ready to be a client's `environment`: what goes there is answered as the script says. */
  readonly environment: Origins;
  /** The script's place on the origin that no client is told about. */
  readonly elsewhere: string;
  /** The requests so far, without preflights. */
  received(): Promise<Received[]>;
  preflights(): Promise<Received[]>;
}

/** Tells the misbehaving server how to answer. */
export async function script(
  { faults }: World,
  answers: readonly Answer[],
  options: Omit<ScriptRequest, "answers"> = {},
): Promise<Script> {
  const created = await fetch(`${faults.api}/scripts`, {
    method: "POST",
    body: JSON.stringify({ answers, ...options } satisfies ScriptRequest),
  });
  const id = await created.text();
  const all = async (): Promise<Received[]> => (await fetch(`${faults.api}/scripts/${id}`)).json();
  return {
    environment: { api: `${faults.api}/${id}`, pci: `${faults.pci}/${id}` },
    elsewhere: `${faults.elsewhere}/${id}`,
    received: async () => (await all()).filter(({ method }) => method !== "OPTIONS"),
    preflights: async () => (await all()).filter(({ method }) => method === "OPTIONS"),
  };
}
