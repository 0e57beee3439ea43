// What our packages cost that does not depend on the machine's mood. Each ceiling is just above what it is: raised only
// with what caused it, lowered when it can be. The bytes of a bundle are held in packages/install/test/bundle.test.ts.
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contestants, fileOf, ours, oursAlone } from "../src/contestants.ts";
import { loadedBy } from "../src/loaded.ts";
import { Server } from "../src/serve.ts";
import { TypeProject } from "../src/types/type-project.ts";
import { typeSubjects } from "../src/types/type-subjects.ts";

describe("type instantiations", () => {
  let project: TypeProject;
  beforeAll(async () => {
    project = await TypeProject.create(typeSubjects.find(({ name }) => name === ours)!);
  });
  afterAll(() => project[Symbol.dispose]());

  // Signatures name their types; options that were derived with Omit alone cost 63.
  test("three calls: none", async () => {
    expect((await project.costOf("three")).instantiations).toBe(0);
  });

  // Two for each list: a parameter of an optional group is read through NonNullable.
  test("100 calls on a document of 1,000 operations: at most 50", async () => {
    expect((await project.costOf("many")).instantiations).toBeLessThanOrEqual(50);
  });
});

describe("files loaded", () => {
  let server: Server;
  beforeAll(async () => {
    server = await Server.start();
  });
  afterAll(() => server[Symbol.dispose]());

  // Each package is built to one file; the runtime has one more for what differs in a browser.
  test.each([
    ["@pismo-client/runtime", 2],
    ["@pismo-client/cards", 3],
    ["pismo-client", 5],
  ])("import of %s: at most %i", async (name, most) => {
    const { imported } = await loadedBy(import.meta.resolve(name));
    expect(imported.files).toBeLessThanOrEqual(most);
  });

  // Two are the peer's own. A call loads nothing later.
  test.each([
    [oursAlone, 5],
    [ours, 7],
  ])("import and first call by %s: at most %i", async (name, most) => {
    const contestant = contestants.find((each) => each.name === name)!;
    const { imported, called } = await loadedBy(pathToFileURL(fileOf(contestant)).href, server.baseUrl);
    expect(called.files).toBeLessThanOrEqual(most);
    expect(called).toEqual(imported);
  });

  test("none of Node's own modules, which browsers do not have", async () => {
    const { imported } = await loadedBy(import.meta.resolve("pismo-client"));
    expect(imported.builtIn).toEqual([]);
    // The counting sees them where there are some.
    expect((await loadedBy(import.meta.resolve("pismo-client/node"))).imported.builtIn).toContain("node:net");
  });
});
