import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { assemble } from "../src/assemble.ts";
import type { JsonObject } from "../src/json.ts";
import { applyOverlay, readOverlay } from "../src/overlay.ts";
import { readDocument } from "../src/read-document.ts";
import { readSources } from "../src/sources.ts";
import { ok, openapi } from "./support/documents.ts";

const redocly = join(
  dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")),
  "bin/cli.js",
);
vi.setConfig({ testTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), "overlay-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What another implementation of the Overlay specification makes of the same two documents. */
function byRedocly(document: JsonObject, overlay: string): JsonObject {
  const [input, actions, output] = ["openapi.json", "overlay.yaml", "output.json"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(input, JSON.stringify(document));
  writeFileSync(actions, overlay);
  execFileSync(process.execPath, [redocly, "bundle", input, "--overlay", actions, "--output", output], {
    cwd: folder,
    stdio: "pipe",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  return JSON.parse(readFileSync(output, "utf8")) as JsonObject;
}

const specs = join(import.meta.dirname, "../../specs");
const { sources } = readSources(specs);

it.each(["cards", "tokenization"])("Redocly makes the same of our overlay of %s", (api) => {
  const fragments = sources.filter((source) => source.api === api);
  const document = assemble(
    fragments.map(({ file, text }) => ({ source: file, document: readDocument(text, file) })),
  );
  const overlay = readFileSync(join(specs, api, "overlay.yaml"), "utf8");
  expect(applyOverlay(document, readOverlay(overlay, "overlay.yaml"))).toEqual(byRedocly(document, overlay));
});

it("Redocly makes the same of actions of every kind", () => {
  const document = openapi({
    tags: [{ name: "A" }, { name: "B", description: "b" }, { name: "C" }],
    paths: {
      "/a": {
        get: { operationId: "a", tags: ["A"], responses: ok() },
        put: { operationId: "b", responses: ok() },
      },
      "/it's": { get: { operationId: "c", responses: ok() } },
    },
    components: {
      schemas: {
        Card: { type: "object", required: ["id"], properties: { id: { type: "string", maxLength: 5 } } },
      },
    },
  });
  const actions = [
    { target: "$.info", update: { title: "A member that is replaced" } },
    {
      target: "$.components.schemas.Card",
      update: { properties: { id: { minLength: 1 }, at: { type: "string" } } },
    },
    { target: "$.components.schemas.Card", update: { required: ["at"] } },
    { target: "$.tags", update: { name: "D" } },
    { target: "$.paths['/a'][*]", update: { deprecated: true } },
    { target: "$.paths['/it\\'s'].get", update: { summary: "A name with a quote" } },
    { target: "$.components.schemas.Card.properties.id.maxLength", remove: true },
    { target: "$.tags[?@.name != 'B']", remove: true },
    { target: "$.paths['/a'].put", remove: true },
  ].map((action) => ({ description: "A reason.", ...action }));
  const overlay = JSON.stringify({ overlay: "1.0.0", info: { title: "Test", version: "1.0.0" }, actions });
  const result = applyOverlay(document, readOverlay(overlay, "overlay.yaml"));
  expect(result).toEqual(byRedocly(document, overlay));
  expect(result.tags).toEqual([{ name: "B", description: "b" }]);
});
