import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { signal, startWorld } from "./world.ts";

test("a service that stops answers what it took, and takes no more", async () => {
  const { mock, service, report } = await startWorld();
  mock.next("rotateCvv", { delay: 300 });
  const answer = report();
  await vi.waitFor(() => expect(mock.calls("rotateCvv")).toHaveLength(1));
  const stopped = service.stop();
  await expect(report()).rejects.toThrow("fetch failed");
  expect(await answer).toMatchObject({ status: 200, body: { cvv: "changed" } });
  const since = performance.now();
  await stopped;
  expect(performance.now() - since).toBeLessThan(200);
});

test("a call that takes longer than the grace is ended, and its request answered", async () => {
  const { mock, service, report } = await startWorld({}, { grace: 100 });
  mock.next("rotateCvv", { delay: 60_000 });
  const answer = report();
  await vi.waitFor(() => expect(mock.calls("rotateCvv")).toHaveLength(1));
  await service.stop();
  expect(await answer).toMatchObject({ status: 202, body: { cvv: "unconfirmed" } });
});

test("the process ends by itself after SIGTERM, once its requests are answered", async () => {
  const pismo = await startPismo();
  const child = spawn(process.execPath, [join(import.meta.dirname, "../src/main.ts")], {
    env: {
      ...process.env,
      ...{ PISMO_API: `${pismo.url}/api`, PISMO_PCI: `${pismo.url}/pci`, PORT: "0" },
      ...{ PISMO_SERVER_KEY: "key", PISMO_SERVER_SECRET: "secret" },
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  const url = /^listening on (\S+)/.exec(line)![1];
  const answer = fetch(`${url}/fraud-signals`, { method: "POST", body: JSON.stringify(signal) });
  await pismo.asked;
  child.kill("SIGTERM");
  expect((await answer).status).toBe(200);
  expect(await once(child, "exit")).toEqual([0, null]);
});

/** Issues tokens, which the mock does not, and takes its time. `asked` resolves when the first call came. */
async function startPismo(): Promise<{ readonly url: string; readonly asked: Promise<void> }> {
  let resolve = () => {};
  const asked = new Promise<void>((done) => (resolve = done));
  const server = createServer((request, response) => {
    const isLogin = request.url === "/api/passport/v2/s2s/access-token";
    if (!isLogin) resolve();
    const body = isLogin ? { token: "a-token" } : {};
    response.setHeader("content-type", "application/json");
    setTimeout(() => response.writeHead(isLogin ? 201 : 200).end(JSON.stringify(body)), 50);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
