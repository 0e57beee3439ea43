import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { run } from "../src/run.ts";
import { root } from "../src/workspace.ts";

/** Runs the command with a registry that answers audits so. */
async function advisories(
  status: number,
  answer: object,
): Promise<{ status: number | null; output: string }> {
  const registry = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(status).end(JSON.stringify(answer)));
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void registry.close());
  const url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  return run(process.execPath, ["packages/install/src/advisories.ts", "--registry", url], root);
}

test("an advisory fails, and says of what and through whom", async () => {
  const { status, output } = await advisories(200, {
    undici: [
      {
        id: 1,
        url: "https://example.com/1",
        title: "Too eager",
        severity: "high",
        vulnerable_versions: "<99",
      },
    ],
  });
  expect(output).toMatch(
    /^high: undici, Too eager \(https:\/\/example\.com\/1\)\n {2}7\S+: packages__client>undici$/m,
  );
  expect(status).toBe(1);
});

test("none is a success, which says of how many", async () => {
  const { status, output } = await advisories(200, {});
  expect(output).toMatch(/0 advisories on [1-9]\d+ dependencies\./);
  expect(status).toBe(0);
});

test.each([404, 405])("a registry that answers %i is not available, which is no success", async (code) => {
  const { status, output } = await advisories(code, {});
  expect(output).toMatch(/^Not available: .*nothing is known/);
  expect(status).toBe(2);
});
