import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import type { DocumentReport } from "../src/corpus/document-report.ts";

const command = join(import.meta.dirname, "../src/corpus.ts");
const ours = join(import.meta.dirname, "corpus");
const published = join(import.meta.dirname, "../../../shared/corpus/apis");

interface Run {
  readonly exitCode: number;
  readonly documents: Readonly<Record<string, DocumentReport>>;
}

async function run(folder: string): Promise<Run> {
  const options = { maxBuffer: 1 << 26 };
  const { stdout, code } = await promisify(execFile)(
    process.execPath,
    [command, "--json", folder],
    options,
  ).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  const { documents } = JSON.parse(stdout) as { documents: DocumentReport[] };
  return { exitCode: code, documents: Object.fromEntries(documents.map((report) => [report.file, report])) };
}

describe("documents made to be hard", () => {
  let documents: Run["documents"];
  let exitCode: number;
  beforeAll(async () => {
    ({ documents, exitCode } = await run(ours));
  }, 60_000);

  it("fail nowhere but by their own fault", () => {
    expect(Object.values(documents).flatMap(({ failures }) => failures)).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it.each([
    "bodies.yaml",
    "names.yaml",
    "queries.yaml",
    "relative-server.json",
    "schemas-3.0.yaml",
    "schemas-3.1.yaml",
  ])("%s: every operation is called", (file) => {
    const { operations, generated, compiled, called, leftOut } = documents[file]!;
    expect(leftOut).toEqual([]);
    expect([generated, compiled, called]).toEqual([operations, operations, operations]);
    expect(operations).toBeGreaterThan(0);
  });

  it("leaves out the operations that contradict themselves, and calls the others", () => {
    const { operations, called, leftOut } = documents["faults.yaml"]!;
    expect(leftOut.map(({ place }) => place)).toEqual([
      "faults.yaml#/paths/~1nameless/get/parameters",
      "faults.yaml#/paths/~1not-in-path/get/parameters",
      "faults.yaml#/paths/~1undeclared~1{id}/get/parameters",
      "faults.yaml#/paths/~1unknown-style/get/parameters",
      "faults.yaml#/components/schemas/Endless",
      "faults.yaml#/paths/~1impossible/post/requestBody/content/application~1json/schema",
      "faults.yaml#/paths/~1no-pattern/get/parameters/0/schema",
      "faults.yaml#/paths/~1no-schema/post/requestBody/content/application~1json/schema/properties/a/type",
    ]);
    expect(called).toBe(operations - leftOut.length);
  });

  it("leaves out what the client has no form for, and says where", () => {
    expect(documents["unsupported.yaml"]).toMatchObject({
      operations: 2,
      leftOut: [
        {
          place: "unsupported.yaml#/paths/~1cards~1{id}/post/parameters",
          what: "Two parts of the input would be named `id`.",
        },
        {
          place: "unsupported.yaml#/paths/~1cookie/get/parameters",
          what: expect.stringContaining("`session` is in `cookie`"),
        },
      ],
      failures: [],
    });
  });

  it("names the examples that their own schemas refuse, and calls without them", () => {
    const { faults, called, operations, leftOut } = documents["responses.yaml"]!;
    expect(faults.map(({ place }) => place)).toEqual([
      "responses.yaml#/paths/~1wrong-inner-example/post/parameters/0/example",
      "responses.yaml#/components/schemas/Wrong/properties/n/example",
      "responses.yaml#/paths/~1wrong-example/get/responses/200/content/application~1json/example",
    ]);
    expect(leftOut.map(({ place }) => place)).toEqual([
      "responses.yaml#/paths/~1none/get/responses",
      "responses.yaml#/paths/~1redirect/get/responses",
    ]);
    expect(called).toBe(operations - leftOut.length);
  });

  it.each([
    ["broken.txt", "broken.txt:3:1"],
    ["dangling.yaml", "dangling.yaml#/paths/~1a/get/responses/200"],
    ["external.yaml", "external.yaml#/paths/~1a/get/responses/200/content/application~1json/schema"],
    [
      "repeated-id.yaml",
      "repeated-id.yaml#/paths/~1a/get/operationId and repeated-id.yaml#/paths/~1b/get/operationId",
    ],
    ["swagger.json", "swagger.json"],
  ])("%s is refused as a whole, with the place", (file, place) => {
    expect(documents[file]!.leftOut.map((finding) => finding.place)).toEqual([place]);
  });

  it("has nothing to call in a document of webhooks", () => {
    expect(documents["webhooks.yaml"]).toMatchObject({ operations: 0, leftOut: [], failures: [] });
  });

  it("says what an overlay has to add", () => {
    const said = (file: string) => documents[file]!.assumptions.map(({ place }) => place);
    expect(said("relative-server.json")).toContain("relative-server.json#/paths/~1ping/get");
    expect(said("names.yaml")).toContain("names.yaml#/paths/~1a~1b/get");
    expect(said("responses.yaml")).toContain("responses.yaml#/paths/~1basic/get/security");
  });
});

describe.skipIf(!existsSync(published))("Pismo's own documents", () => {
  it("give packages whose every operation can be called", { timeout: 120_000 }, async () => {
    const { documents, exitCode } = await run(published);
    const reports = Object.values(documents);
    expect(reports.flatMap(({ failures, leftOut }) => [...failures, ...leftOut])).toEqual([]);
    expect(exitCode).toBe(0);
    expect(reports).toHaveLength(15);
    expect(reports.reduce((sum, { called }) => sum + called, 0)).toBe(271);
  });
});
