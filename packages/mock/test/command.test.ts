import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { parseCommandLine } from "../src/command-line.ts";

test("reads its arguments", () => {
  expect(parseCommandLine([])).toEqual({
    action: "serve",
    apis: [],
    port: 4010,
    pciPort: 4011,
    quiet: false,
  });
  expect(parseCommandLine(["cards", "--port", "5000"])).toMatchObject({
    apis: ["cards"],
    port: 5000,
    pciPort: 5001,
  });
  expect(parseCommandLine(["--port=0", "--quiet"])).toMatchObject({ port: 0, pciPort: 0, quiet: true });
  expect(parseCommandLine(["--pci-port", "1"])).toMatchObject({ port: 4010, pciPort: 1 });
  expect(parseCommandLine(["-h"])).toEqual({ action: "help" });
});

test.each([
  [["--port", "x"], '--port is a number from 0 to 65535, not "x".'],
  [["--port", "65535"], '--pci-port is a number from 0 to 65535, not "65536".'],
  [["--port", "1", "--pci-port", "1"], "two different ports"],
  [["--prot", "1"], "--prot"],
])("refuses %j", (argv, reason) => {
  expect(() => parseCommandLine(argv)).toThrow(reason);
});

// The command is run from its source, for which Node 22.18 is needed.
test.skipIf(!process.features.typescript)("serves until it is told to stop", async () => {
  const command = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
  const child = spawn(process.execPath, [command, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  const printed = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      await new Promise((resolve) => child.stdout.once("data", resolve));
    }
  };
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    output += chunk;
  });
  const [, json = ""] = await printed(/^environment: (.+)\n/m);
  const environment = JSON.parse(json);
  const response = await fetch(`${environment.pci}/pcicards/v2/pcicards/cvv/1/reset`, { method: "POST" });
  expect(response.status).toBe(401);
  await printed(/ pci rotateCvv \(POST .*\) → 401 refused: No bearer token/);
  child.kill("SIGINT");
  expect(await new Promise((resolve) => child.once("exit", (code) => resolve(code)))).toBe(0);
});
