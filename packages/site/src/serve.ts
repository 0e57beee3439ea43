import { createServer, type Server } from "node:http";
import sirv from "sirv";

/** Serves a folder on 127.0.0.1, below `path`. */
export async function serve(
  folder: string,
  port: number,
  path = "/",
): Promise<{ readonly server: Server; readonly url: string }> {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const isBelow = request.url?.startsWith(path);
    if (isBelow) request.url = `/${request.url!.slice(path.length)}`;
    const notFound = () => {
      response.writeHead(404).end();
    };
    if (isBelow) files(request, response, notFound);
    else notFound();
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no port.");
  return { server, url: `http://127.0.0.1:${address.port}${path}` };
}
