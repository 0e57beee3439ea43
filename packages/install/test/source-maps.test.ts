import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { run } from "../src/run.ts";
import { root } from "../src/workspace.ts";

const project = inject("project");

test("a stack trace leads to the line of TypeScript that threw, as a debugger's steps do", async () => {
  const script = 'import { parseEvent } from "@pismo-client/events";\nparseEvent("not JSON");\n';
  writeFileSync(join(project, "throws.mjs"), script);
  const { status, output } = await run(process.execPath, ["--enable-source-maps", "throws.mjs"], project);
  expect(status).not.toBe(0);
  const frame = /node_modules\/@pismo-client\/events\/(src\/[\w./-]+\.ts):(\d+):\d+/.exec(output);
  expect(frame, output).not.toBeNull();
  const [, file, line] = frame!;
  const source = readFileSync(join(root, "packages/events", file!), "utf8").split("\n")[Number(line) - 1];
  expect(source).toMatch(/throw/);
});
