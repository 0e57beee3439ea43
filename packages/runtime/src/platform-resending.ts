import type { Repeatability } from "./operation.ts";

export { addUserAgent, certainlyNotSent, FREE_NAME, redirectTarget } from "./platform.ts";

/**
 * Stands for that of platform.ts on Deno and Bun (`imports` in package.json). Their fetch sends a request again by itself
 * when a connection breaks without an answer, on Deno a POST too. A stream can be read only once, so that what is sent
 * again is what this library sends again.
 */
export function bodyInit(body: BodyInit | null, repeatability: Repeatability): RequestInit {
  if (repeatability === "safe") return { body };
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      if (body !== null) controller.enqueue(new Uint8Array(await new Response(body).arrayBuffer()));
      controller.close();
    },
  });
  // Not yet among TypeScript's own types of fetch.
  return { body: stream, duplex: "half" } as RequestInit;
}
