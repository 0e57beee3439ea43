// The server that is called, in a process of its own: it answers every request with the document's example, and tells
// its parent what it saw.
import { createServer } from "node:http";
import { answerText } from "./answer.ts";
import type { Received, Seen } from "./received.ts";

let requests = 0;
let last: Received | undefined;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    requests++;
    last = {
      method: request.method!,
      path: request.url!,
      authorization: request.headers.authorization ?? null,
      contentType: request.headers["content-type"] ?? null,
      body: Buffer.concat(chunks).toString(),
    };
    response.setHeader("content-type", "application/json");
    response.setHeader("content-length", answerText.length);
    response.end(answerText);
  });
});
// A client that pauses between rounds keeps its connections.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send!(server.address()));
process.on("message", () => process.send!({ requests, last } satisfies Seen));
process.on("disconnect", () => process.exit());
