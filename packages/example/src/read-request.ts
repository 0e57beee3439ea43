import type { IncomingMessage } from "node:http";
import type { FraudSignal } from "./fraud-desk.ts";
import { HttpProblem } from "./http-problem.ts";

const limit = 1024 * 1024;

/** The body of a request, as bytes. */
export async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    // Read to its end all the same: who is still sending does not hear an answer.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw new HttpProblem(413, `a body has at most ${limit} bytes`);
  return Buffer.concat(chunks);
}

export async function readFraudSignal(request: IncomingMessage): Promise<FraudSignal> {
  const { customerId, accountId, cardId } = parse(await readBytes(request));
  if (typeof customerId === "string" && Number.isSafeInteger(accountId) && typeof cardId === "string")
    return { customerId, accountId: accountId as number, cardId };
  throw new HttpProblem(400, "a signal has customerId (string), accountId (integer) and cardId (string)");
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(Buffer.from(bytes).toString()));
  } catch {
    // The parser's own message repeats a part of the body.
    throw new HttpProblem(400, "the body is not JSON");
  }
}
