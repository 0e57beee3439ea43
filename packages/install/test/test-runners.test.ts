import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { run } from "../src/run.ts";
import { findNodes } from "../src/user-project.ts";
import { root } from "../src/workspace.ts";

const require = createRequire(import.meta.url);
const project = inject("project");
const nodes = await findNodes();

beforeAll(() => cpSync(join(root, "packages/mock/examples"), join(project, "examples"), { recursive: true }));

// vitest runs its example with the mock's own tests.
test.for([...nodes])("node:test of Node %s runs the mock's example", async ([, node]) => {
  const { status, output } = await run(node, ["--test", "examples/node.test.js"], project);
  expect(status, output).toBe(0);
  expect(output).toMatch(/^. pass 1$/m);
});

test("jest runs the mock's example", async () => {
  const jest = join(dirname(require.resolve("jest/package.json")), "bin/jest.js");
  // Its packages and its maps of files stay out of the project and of the machine's temporary folder.
  const options = ["--rootDir", project, "--cacheDirectory", join(project, ".jest"), "--watchman=false"];
  const args = ["--experimental-vm-modules", jest, ...options, "examples/jest.test.js"];
  const { status, output } = await run(process.execPath, args, project);
  expect(status, output).toBe(0);
  expect(output).toMatch(/^Tests: +1 passed, 1 total$/m);
});
