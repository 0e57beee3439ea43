import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Json, JsonObject } from "./json.ts";

/** A change as Redocly's `diff` reports it. */
export interface RedoclyChange {
  /** Where the change shows: a component's change shows at the first place that uses the component. */
  readonly path: string;
  readonly typeName: string;
  readonly kind: "added" | "removed" | "modified";
  readonly property?: string;
  readonly impact: "major" | "minor" | "patch";
  readonly verdicts: readonly { readonly ruleId: string; readonly message: string }[];
  readonly base?: { readonly pointer: string; readonly value?: Json };
  readonly revision?: { readonly pointer: string; readonly value?: Json };
}

const cli = join(fileURLToPath(import.meta.resolve("@redocly/cli/package.json")), "../bin/cli.js");

/**
 * Runs Redocly's `diff` over two documents.
 * @param impacts the impact of each of its rules, as its configuration has them
 */
export async function redoclyDiff(
  before: JsonObject,
  after: JsonObject,
  impacts: { readonly [rule: string]: string },
): Promise<RedoclyChange[]> {
  const folder = await mkdtemp(join(tmpdir(), "specs-diff-"));
  try {
    await Promise.all([
      writeFile(join(folder, "before.json"), JSON.stringify(before)),
      writeFile(join(folder, "after.json"), JSON.stringify(after)),
      // JSON is YAML. Without `extends`, no rule is on, and even a removed operation is rated a patch.
      writeFile(
        join(folder, "redocly.yaml"),
        JSON.stringify({ extends: ["diff-recommended"], diff: impacts }),
      ),
    ]);
    const args = [
      "diff",
      "before.json",
      "after.json",
      "--config=redocly.yaml",
      "--format=json",
      "--fail-on=none",
    ];
    const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], {
      cwd: folder,
      maxBuffer: 1 << 28,
      env: {
        ...process.env,
        REDOCLY_TELEMETRY: "off",
        REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
        REDOCLY_SUPPRESS_NOTIFICATIONS: "true",
      },
    });
    return (JSON.parse(stdout) as { changes: RedoclyChange[] }).changes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
