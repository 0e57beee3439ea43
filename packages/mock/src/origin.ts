import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One listening HTTP server. */
export type Origin = { readonly url: string; readonly stop: () => Promise<void> };

/** Listens on 127.0.0.1; port 0 takes a free one. Throws an Error that names the port where it is in use. */
export async function openOrigin(port: number, listener: RequestListener): Promise<Origin> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => close(server),
  };
}

function listenError(port: number, error: NodeJS.ErrnoException): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: "is already in use",
    EACCES: "may not be used by this user",
  };
  const reason = reasons[error.code ?? ""] ?? `cannot be used (${error.message})`;
  return new Error(`Port ${port} on 127.0.0.1 ${reason}. Choose another one, or 0 for any free port.`, {
    cause: error,
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
