import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { run } from "../src/run.ts";
import { compile, compilers, findNodes, platforms, resolutions } from "../src/user-project.ts";
import { published, root } from "../src/workspace.ts";

const project = inject("project");
const example = "every-operation.ts";
const everyExport = "every-export.ts";
const required = "required.cts";

describe.for(compilers)("compiles with %s", (compiler) => {
  const every = Object.keys(resolutions) as (keyof typeof resolutions)[];
  test.for(every)("resolved as %s", async (resolution) => {
    const { status, output } = await compile(project, compiler, resolution, [example, everyExport]);
    expect(status, output).toBe(0);
  });

  const others = (Object.keys(platforms) as (keyof typeof platforms)[]).filter((name) => name !== "page");
  test.for(others)("with the types of: %s", async (platform) => {
    const { status, output } = await compile(project, compiler, "nodenext", [everyExport], { platform });
    expect(status, output).toBe(0);
  });

  test("required by CommonJS, where the compiler knows that Node can", async () => {
    const { status, output } = await compile(project, compiler, "nodenext", [required]);
    expect(status, output).toBe(0);
    // Node 16 could not: TypeScript says so.
    const old = await compile(project, compiler, "node16", [required]);
    expect(old.status, old.output).not.toBe(0);
    expect(old.output).toContain("TS1471");
  });
});

test("what is compiled is everything that the packages export", () => {
  const text = readFileSync(join(project, everyExport), "utf8");
  for (const { manifest } of published) {
    const paths = Object.keys(manifest.exports).filter((path) => path !== "./package.json");
    for (const path of paths) expect(text).toContain(`from "${manifest.name}${path.slice(1)}";`);
  }
});

describe("runs", async () => {
  const { status, output } = await compile(project, "typescript-7", "nodenext", [example], { out: "out" });
  const nodes = await findNodes();

  test("on Node 20 at least", () => {
    expect(
      [...nodes.keys()].some((version) => version.startsWith("v20.")),
      [...nodes.keys()].join(),
    ).toBe(true);
  });

  test.for([...nodes])("on Node %s", async ([, node]) => {
    expect(status, output).toBe(0);
    const finished = await run(node, [join("out", example.replace(".ts", ".js"))], project);
    expect(finished.status, finished.output).toBe(0);
    const operations = await exportedOperations();
    const { reachable, asMethods, asFunctions, served, ...rest } = JSON.parse(finished.output);
    expect(served.sort()).toEqual(operations);
    expect(reachable.sort()).toEqual(operations);
    expect(asMethods).toHaveLength(4);
    expect(operations).toEqual(expect.arrayContaining(asMethods));
    expect(asFunctions.sort()).toEqual(asMethods.sort());
    expect(rest).toEqual({
      userAgent: `pismo-client/${published[0]!.manifest.version}`,
      cardId: 6741322,
      rotated: "object",
      refused: 400,
      parseEvent: true,
    });
  });
});

/** `<api>.<name>` of every operation that the built packages export, in order. */
async function exportedOperations(): Promise<string[]> {
  const apis = published.filter(({ folder }) => existsSync(join(root, "specs", folder, "openapi.json")));
  const names = apis.map(async ({ folder }) => {
    const exports: Record<string, unknown> = await import(join(root, "packages", folder, "dist/index.js"));
    return Object.values(exports)
      .filter((value) => typeof value === "object" && value !== null && "method" in value && "name" in value)
      .map(({ name }) => `${folder}.${name}`);
  });
  return (await Promise.all(names)).flat().sort();
}
