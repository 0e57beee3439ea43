import { createHash, randomUUID } from "node:crypto";
import { existsSync, truncateSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { assemble } from "../src/assemble.ts";
import { DocumentError } from "../src/document-error.ts";
import { emitValidators } from "../src/emit-validators.ts";
import type { Json, JsonObject } from "../src/json.ts";
import { readOperations } from "../src/operations.ts";
import { readDocument } from "../src/read-document.ts";
import { compile, statements } from "./support/compile.ts";
import { json, ok, openapi } from "./support/documents.ts";
import { emit } from "./support/emit.ts";
import { Repository } from "./support/repository.ts";
import { UpstreamServer } from "./support/upstream-server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** What nobody may ever read: a file outside of specs/, and a server. */
const canary = `canary-${randomUUID()}`;
let repository: Repository;
let server: UpstreamServer;

beforeAll(async () => {
  repository = await Repository.ofThisOne();
  repository.given("canary.json", JSON.stringify({ type: "string", description: canary }));
  server = await new UpstreamServer().start();
  server.answers.set("/canary.json", { body: JSON.stringify({ type: "string", description: canary }) });
});

afterAll(async () => {
  repository[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

/** A document with one operation that answers with `schema`. */
function answering(schema: Json, members: JsonObject = {}): JsonObject {
  return openapi({
    paths: { "/a": { post: { operationId: "put", requestBody: json({}), responses: ok(schema) } } },
    ...members,
  });
}

function schemas(schemas: JsonObject): JsonObject {
  return answering({ $ref: "#/components/schemas/A" }, { components: { schemas } });
}

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const text = (document: JsonObject) => JSON.stringify(document);
const nested = (open: string, close: string, depth = 100_000) => open.repeat(depth) + close.repeat(depth);
const chain = Object.fromEntries(
  Array.from({ length: 6_000 }, (_, index) => [
    index === 0 ? "A" : `A${index}`,
    { type: "object", properties: { next: ref(`A${index + 1}`) } },
  ]),
);

const lines = (...all: string[]) => `openapi: 3.1.0\n${all.join("\n")}\n`;
const bomb = lines(
  "a: &a [x, x, x, x, x, x, x, x, x]",
  ..."bcdefghij".split("").map((name, index) => {
    const below = "abcdefghij"[index];
    return `${name}: &${name} [${Array(9).fill(`*${below}`).join(", ")}]`;
  }),
);

/** Documents that are refused: the place and the words that the maintainer reads. */
const refused: readonly (readonly [string, () => string, RegExp])[] = [
  [
    "lists nested without end, in JSON",
    () => `{"openapi":"3.1.0","a":${nested("[", "]")}}`,
    /#\/a\/0\/0.*\n.*deeper than 100 levels/,
  ],
  [
    "objects nested without end, in broken JSON",
    () => `{"openapi":"3.1.0","a":${'{"a":'.repeat(100_000)}`,
    /x\.txt:1:\d+\n.*JSON cannot be read/,
  ],
  ["lists nested without end, in YAML", () => lines(`a: ${nested("[", "]")}`), /x\.txt:2:\d+\n.*nesting/],
  [
    "members nested without end, in YAML",
    () => lines(...Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}a:`)),
    /x\.txt:\d+:\d+\n.*nesting/,
  ],
  ["aliases that stand for billions of values", () => bomb, /#\/\w\/.*\n.*its aliases stand for more values/],
  ["an alias that holds itself", () => lines("a: &a", "  b: *a"), /#\/a\/b\n.*an alias holds itself/],
  ["a member twice in YAML", () => lines("a: 1", "a: 2"), /x\.txt:3:1\n.*duplicated mapping key/],
  ["a tag of YAML that makes objects", () => lines("a: !!js/function 'x'"), /x\.txt:2:4\n.*unknown/],
  [
    "__proto__ as a property",
    () => `{"openapi":"3.1.0","components":{"schemas":{"A":{"properties":{"__proto__":{}}}}}}`,
    /#\/components\/schemas\/A\/properties\/__proto__\n/,
  ],
  [
    "a number beyond all numbers",
    () => text(answering({ enum: ["@"] })).replace('"@"', "1e999"),
    /#\/paths\/.*\/enum\/0\n.*number/,
  ],
  [
    "half a character",
    () => text(answering({ description: "\ud800" })),
    /#\/paths\/.*\/description\n.*surrogate/,
  ],
  ["half a character as a name", () => text(schemas({ A: { properties: { "\udc00": {} } } })), /surrogate/],
  [
    "a schema that is itself",
    () => text(schemas({ A: ref("A") })),
    /#\/components\/schemas\/A\n.*refers to itself/,
  ],
  [
    "two schemas that are each other",
    () => text(schemas({ A: ref("B"), B: { allOf: [ref("A")] } })),
    /schemas\/A\n.*and .*schemas\/B\n.*refers to itself/,
  ],
  [
    "an alternative that is all of them",
    () => text(schemas({ A: { oneOf: [{ type: "string" }, ref("A")] } })),
    /refers to itself/,
  ],
  [
    "schemas in a chain without end",
    () => text(schemas({ ...chain, A6000: { type: "string" } })),
    /chain that is too long|refer to one another/,
  ],
  [
    "a reference to a file",
    () => text(answering({ $ref: join(repository.root, ".git/given/canary.json") })),
    /\/schema\n.*leaves the document/,
  ],
  [
    "a reference to a file beside it",
    () => text(answering({ $ref: "./canary.json" })),
    /leaves the document/,
  ],
  [
    "a reference to a file's URL",
    () => text(answering({ $ref: pathToFileURL(join(repository.root, ".git/given/canary.json")).href })),
    /leaves the document/,
  ],
  [
    "a reference to a server",
    () => text(answering({ $ref: server.url("/canary.json") })),
    /leaves the document/,
  ],
  [
    "a reference to a server, in an example",
    () => text(answering({ example: { $ref: server.url("/canary.json") } })),
    /leaves the document/,
  ],
  [
    "a reference to a server, below a schema named example",
    () => text(schemas({ A: ref("example"), example: { $ref: server.url("/canary.json") } })),
    /leaves the document/,
  ],
  [
    "a reference to a server, from a discriminator",
    () =>
      text(
        schemas({
          A: {
            oneOf: [{ type: "object" }],
            discriminator: { propertyName: "a", mapping: { a: server.url("/canary.json") } },
          },
        }),
      ),
    /\/discriminator\/mapping\/a\n.*leaves the document/,
  ],
  [
    "a path item that is on a server",
    () => text(openapi({ paths: { "/a": { $ref: server.url("/canary.json") } } })),
    /#\/paths\/~1a\n/,
  ],
  [
    "a schema that is none",
    () =>
      text(
        openapi({
          paths: {
            "/a": { post: { operationId: "put", requestBody: json({ type: "evil()" }), responses: ok() } },
          },
        }),
      ),
    /#\/paths\/~1a\/post\/requestBody\/content\/application~1json\/schema\/type\n/,
  ],
  ["a text where a schema belongs", () => text(answering("evil()")), /hostile\/openapi\.json\n.*#\/paths\//],
];

describe("a hostile document is refused with its place, and leaves no trace", () => {
  it.each(refused)("%s", async (_, content, message) => {
    const before = repository.tree();
    const { code, err } = await repository.specs(
      "add",
      repository.given("x.txt", content()),
      "--api",
      "hostile",
    );
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at .*:\d+|RangeError|TypeError|Maximum call stack/m);
    expect(err.length).toBeLessThan(2000);
    expect(err).not.toContain(canary);
    expect(code).toBe(1);
    expect(repository.tree()).toEqual(before);
  });

  it("one of 50 MB, before it is read", async () => {
    const file = repository.given("large.json", "{");
    truncateSync(file, 50_000_000);
    const { code, err } = await repository.specs("add", file, "--api", "hostile");
    expect([code, err]).toEqual([1, expect.stringMatching(/large\.json\n {2}It is larger than 10 MiB/)]);
  });

  it("one of 50 MB from a server, of which only the beginning is taken", async () => {
    let sent = 0;
    const piece = Buffer.alloc(64 * 1024, "a");
    server.answers.set("/large.json", (response) => {
      const send = (): void => {
        while (sent < 50_000_000 && !response.destroyed) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once("drain", send);
        }
        response.end();
      };
      send();
    });
    const { code, err } = await repository.specs("add", server.url("/large.json"), "--api", "hostile");
    expect([code, err]).toEqual([1, expect.stringMatching(/large\.json\n {2}.*larger than 10 MiB/)]);
    expect(sent).toBeLessThan(30_000_000);
  });

  it("what is no file", async () => {
    const { code, err } = await repository.specs("add", "/dev/zero", "--api", "hostile");
    expect([code, err]).toEqual([1, expect.stringContaining("There is no such file")]);
  });

  it.each(["../../x", "/tmp/x", "a/../../x", "..\\x", "x\u0000"])(
    "an API that is called %j",
    async (name) => {
      const before = repository.tree();
      const file = repository.given("x.txt", text(answering({ type: "object" })));
      const { code, err } = await repository.specs("add", file, "--api", name);
      expect([code, err]).toEqual([1, expect.stringContaining("cannot be called")]);
      expect(repository.tree()).toEqual(before);
    },
  );
});

const code = [
  "*/ globalThis.pwned = 1; /*",
  "*\\/ globalThis.pwned = 1; /*",
  `\`\${(globalThis.pwned = 1)}\``,
  '"; globalThis.pwned = 1; "',
  "'; globalThis.pwned = 1; '",
  "\\'; globalThis.pwned = 1; //",
  "a\nglobalThis.pwned = 1;\r\nglobalThis.pwned = 1;\rb",
  "a\u2028globalThis.pwned = 1;\u2029b",
  "</script><script>globalThis.pwned = 1</script>",
  '<!-- /generated -->\n---\n"pismo-client": major\n---',
  "]]> {{constructor.constructor('globalThis.pwned=1')()}} %{x} #{x}",
  "../../../etc/passwd",
  "\u0000\uFEFF\u202E",
];
const inherited = ["constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "then"];

/** A document that holds `evil` wherever text goes, under names that every object inherits. */
function withEvil(evil: string, title = evil): JsonObject {
  const member = {
    type: "string",
    title: evil,
    description: evil,
    default: evil,
    example: evil,
    enum: [evil, "A"],
    pattern: "^(a+)+$|",
  };
  const names = [...inherited, evil];
  const properties = Object.fromEntries(names.map((name) => [name, member]));
  const object = { type: "object", title: evil, description: evil, required: names, properties };
  const operation = (operationId: string): JsonObject => ({
    operationId,
    summary: evil,
    description: evil,
    tags: [evil],
    "x-evil": evil,
    externalDocs: { url: server.url("/canary.json"), description: evil },
    parameters: [
      ...inherited.map((name) => ({ name, in: "query", description: evil, schema: member })),
      {
        name: `x-${createHash("sha256").update(evil).digest("hex").slice(0, 5)}`,
        in: "header",
        description: evil,
        schema: { type: "string", example: evil },
      },
      {
        name: evil,
        in: "query",
        description: evil,
        example: evil,
        schema: { type: "array", items: { type: "string" } },
      },
    ],
    requestBody: {
      description: evil,
      required: true,
      content: {
        "application/json": {
          schema: object,
          examples: {
            [evil]: { summary: evil, value: evil },
            else: { externalValue: server.url("/canary.json") },
          },
        },
      },
    },
    responses: {
      "200": {
        description: evil,
        headers: { "x-evil": { description: evil, schema: member } },
        content: {
          "application/json": {
            schema: {
              $ref: `#/components/schemas/${encodeURIComponent(evil.replaceAll("~", "~0").replaceAll("/", "~1"))}`,
            },
          },
          [`text/${evil}`]: { example: evil },
        },
      },
    },
  });
  return {
    openapi: "3.1.0",
    info: {
      title,
      version: evil,
      description: evil,
      contact: { name: evil, url: server.url("/canary.json") },
    },
    jsonSchemaDialect: server.url("/canary.json"),
    servers: [{ url: "https://sandbox.example.com", description: evil }],
    tags: [{ name: evil, description: evil }],
    paths: Object.fromEntries(
      [...inherited, evil].map((name, index) => [
        `/${index}/${name.replaceAll(/[{}]/g, "")}`,
        { post: operation(name) },
      ]),
    ),
    components: {
      schemas: { [evil]: object, ...Object.fromEntries(inherited.map((name) => [name, object])) },
    },
  };
}

describe("code in a document stays data", () => {
  it("in all that specs add writes", async () => {
    const copy = repository.clone();
    const evil = code.join("\n");
    const file = copy.given("evil.json", text(withEvil(evil)));
    const { code: exit, err } = await copy.specs("add", file, "--api", "hostile");
    expect([exit, err]).toEqual([0, ""]);
    const changed = copy
      .git("status", "--porcelain", "--untracked-files=all")
      .split("\n")
      .map((line) => line.slice(3))
      .filter(Boolean);
    const expected =
      /^(specs\/(sources\.yaml$|hostile\/)|packages\/(hostile|client|mock\/src\/generated|install)\/|\.changeset\/|README\.md$|pnpm-lock\.yaml$)/;
    expect(changed.filter((path) => !expected.test(path))).toEqual([]);
    expect(changed.filter((path) => path.startsWith("specs/hostile/upstream/"))).toHaveLength(1);
    for (const path of changed.filter((each) => each.endsWith(".json"))) JSON.parse(copy.read(path));
    const own = (folder: string) =>
      Object.fromEntries(
        changed
          .filter((path) => path.startsWith(folder) && path.endsWith(".ts"))
          .map((path) => [path.slice(folder.length), copy.read(path)]),
      );
    expect(compile(own("packages/hostile/src/generated/"))).toEqual([]);
    const test = copy.read("packages/hostile/test/client.test.ts");
    expect(statements(test)).not.toContain("pwned");
    // The packages' READMEs and the changeset have the document's words on single lines, and none of its tags.
    for (const path of changed.filter(
      (each) => each.endsWith("README.md") || each.startsWith(".changeset"),
    )) {
      const lines = copy.read(path).split(/\r\n|[\n\r]/);
      expect(lines.filter((line) => /^\s*(globalThis|---.*major|"pismo-client": major)/.test(line))).toEqual(
        [],
      );
      expect(copy.read(path).replaceAll(/^```.*?^```$|(`+).*?\1/gms, "")).not.toMatch(/<\/?script/);
    }
    const front = changed.filter((path) => path.startsWith(".changeset/") && path.endsWith(".md"));
    for (const path of front) expect(copy.read(path).split("---")[1]).not.toContain("major");
    copy[Symbol.dispose]();
  });

  it.each(code.map((each) => [JSON.stringify(each), each]))("%s", async (_, evil) => {
    await expectData(withEvil(evil, "Cards"));
  });

  it("whatever it is", async () => {
    const evil = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...code),
      fc.tuple(fc.constantFrom(...code), fc.string()).map((parts) => parts.join("")),
    );
    await fc.assert(
      fc.asyncProperty(
        evil.filter(
          (each) =>
            each.isWellFormed() && each.trim() !== "" && each !== "__proto__" && !inherited.includes(each),
        ),
        async (each) => expectData(withEvil(each, each)),
      ),
      { numRuns: 15 },
    );
  });

  it("nothing was fetched, and nobody's file was read", () => {
    expect(server.requests.map(({ path }) => path).filter((path) => path === "/canary.json")).toEqual([]);
  });
});

/** What is generated declares what any document's does, and runs without the document's code. */
async function expectData(document: JsonObject): Promise<void> {
  let files: Awaited<ReturnType<typeof emit>>;
  try {
    files = await emit(readDocument(text(document), "evil.json"));
  } catch (error) {
    // Two names of the document may become one: that is told.
    if (error instanceof DocumentError) return;
    throw error;
  }
  for (const source of Object.values(files)) {
    for (const name of statements(source)) expect(name).not.toMatch(/^ExpressionStatement|pwned/);
    expect(source.isWellFormed()).toBe(true);
  }
  for (const name of ["operations.ts", "validators.ts"] as const) {
    const own = files[name].replaceAll(
      /^import \{[^}]*writeStructured[^}]*\}.*$/gm,
      "const writeStructured = 0, writeOtherBody = 0;",
    );
    await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(own))}`);
  }
  expect(globalThis).not.toHaveProperty("pwned");
}

describe("names that every object inherits", () => {
  it("are members like others in the checks of bodies", async () => {
    const properties = Object.fromEntries(inherited.map((name) => [name, { type: "integer" }]));
    const body = { type: "object", required: inherited, properties };
    const document = assemble([
      {
        source: "x.json",
        document: openapi({
          paths: { "/a": { post: { operationId: "put", requestBody: json(body), responses: ok() } } },
        }),
      },
    ]);
    const source = emitValidators("cards", "Cards", document, readOperations(document, "x.json"), "x.json");
    const { cardsBodies } = await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(source))}`
    );
    const { check } = cardsBodies["POST /a"];
    expect(check({})).toBe(false);
    expect(check.errors).toHaveLength(inherited.length);
    expect(check(Object.fromEntries(inherited.map((name) => [name, 1])))).toBe(true);
  });
});

describe("what is large or slow, and no mistake", () => {
  it("an enum of thousands, numbers beyond 2^53, and a pattern that backtracks without end are taken", async () => {
    const copy = repository.clone();
    const document = answering({
      type: "object",
      properties: {
        many: { type: "string", enum: Array.from({ length: 10_000 }, (_, index) => `VALUE_${index}`) },
        large: { type: "integer", minimum: -(2 ** 63), maximum: 2 ** 64, default: 2 ** 60 },
        slow: { type: "string", pattern: "^(a+)+$", example: `${"a".repeat(50)}!` },
        looks: { type: "string", pattern: "^(?=(a+)+$)(a|aa)+$", example: `${"a".repeat(60)}!` },
      },
    });
    const { code: exit, err } = await copy.specs(
      "add",
      copy.given("x.json", text(document)),
      "--api",
      "hostile",
    );
    expect([exit, err]).toEqual([0, ""]);
    const accepted = copy.read("specs/hostile/accepted.yaml");
    expect(accepted.match(/takes longer than .* backtracks/g)).toHaveLength(2);
    expect(existsSync(join(copy.root, "packages/hostile/src/index.ts"))).toBe(true);
    copy[Symbol.dispose]();
  });
});
