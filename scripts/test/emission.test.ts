import { describe, expect, it, vi } from "vitest";
import { emitFacade } from "../src/emit-facade.ts";
import { emitMockDocuments } from "../src/emit-mock.ts";
import { updateReadme } from "../src/emit-readme.ts";
import type { Json, JsonObject } from "../src/json.ts";
import { readOperations } from "../src/operations.ts";
import { comment, key, literal } from "../src/text.ts";
import { compile, statements } from "./support/compile.ts";
import { json, ok, openapi, withOperation } from "./support/documents.ts";
import { emit } from "./support/emit.ts";

// The first compilation reads the libraries.
vi.setConfig({ testTimeout: 30_000 });

const hostile = [
  "*/ evil(); /*",
  "*\r/ evil(); /*",
  "*\\/ evil(); /*",
  `\${evil()} \`evil()\``,
  "line\u2028evil()\u2029evil()",
  "a\r\nevil()\revil()",
  '"; evil(); "',
  "<!-- /generated --> | evil",
  "</script>",
  "\u0000\uFEFF\u202E",
].join("\n");

/** A document that says `hostile` wherever text goes, and is otherwise whole. */
function hostileDocument(): JsonObject {
  const schema = {
    type: "object",
    title: hostile,
    description: hostile,
    example: { a: hostile },
    properties: {
      [hostile]: {
        type: "string",
        description: hostile,
        enum: [hostile, "a,b", '"; evil(); "', `\`\${evil()}\``],
      },
      'a"b': { type: "string", default: hostile },
      constructor: { type: "string" },
      "*/": { type: "object", properties: { "": { type: "integer", description: hostile } } },
    },
    required: [hostile],
  };
  const ids = [
    "constructor",
    "__proto__",
    'a";evil()//',
    "*/ pwned(); /*",
    `\`\${hacked()}\``,
    "delete",
    "raw",
    "then",
    "toString",
  ];
  const paths: { [path: string]: Json } = {};
  for (const [index, operationId] of ids.entries()) {
    const path = `/${index}/it's/"quoted"/\`\${evil()}\`/*/{__proto__}`;
    paths[path] = {
      summary: hostile,
      post: {
        operationId,
        summary: hostile,
        description: hostile,
        deprecated: index % 2 === 0,
        tags: [hostile],
        parameters: [
          { name: "__proto__", in: "path", description: hostile, schema: { type: "string" } },
          { name: "evil()", in: "path", schema: { type: "string" } },
          { name: 'p"q', in: "query", description: hostile, schema: { type: "string", enum: [hostile] } },
          { name: "a.b-c", in: "query", schema: { type: "array", items: { type: "string" } } },
          { name: "x-tenant", in: "header", required: true, schema: { type: "string" } },
          { name: "Authorization", in: "header", required: true, schema: { type: "string" } },
        ],
        requestBody: json({ $ref: "#/components/schemas/Hostile" }),
        responses: ok({ $ref: "#/components/schemas/Hostile" }),
      },
    };
  }
  return openapi({
    info: { title: hostile, version: hostile, description: hostile },
    paths,
    components: {
      schemas: {
        Hostile: schema,
        NonNullable: { type: "string" },
        "3d-secure": { type: "string" },
        "it's": schema,
      },
    },
  });
}

describe("whatever a document says", () => {
  const emitted = emit(hostileDocument(), hostile);

  it("the emitted files compile, under the settings that the packages are built with", async () => {
    expect(compile(await emitted)).toEqual([]);
  });

  it("nothing of it becomes code", async () => {
    const files = await emitted;
    // A call to `evil`, which nothing declares, would not compile either.
    expect(Object.values(files).flatMap(statements)).not.toContain("ExpressionStatement");
    expect(statements(files["schema.ts"])).toEqual([
      "paths",
      "webhooks",
      "components",
      "$defs",
      "operations",
    ]);
    expect(statements(files["client.ts"])).toEqual([
      ...new Array(4).fill("ImportDeclaration"),
      "CardsClient",
      "createCardsClient",
    ]);
    expect(statements(files["operations.ts"]).filter((name) => !name.endsWith("Metadata"))).toEqual([
      ...new Array(2).fill("ImportDeclaration"),
      "constructor",
      "proto",
      "aEvil",
      "pwned",
      "hacked",
      "delete_",
      "raw_",
      "then_",
      "toString",
    ]);
  });

  it("the same document gives the same bytes", async () => {
    expect(await emit(hostileDocument(), hostile)).toEqual(await emitted);
  });

  it("headers that are the client's business are no input, and none for `raw` either", async () => {
    const files = await emitted;
    expect(files["types.ts"]).not.toContain("uthorization");
    expect(files["operations.ts"]).not.toContain("uthorization");
    expect(files["schema.ts"]).not.toMatch(/^\s*Authorization/m);
  });

  it("the lists of values are the document's", async () => {
    const { "types.ts": types } = await emitted;
    expect(types).toContain(
      `= [${JSON.stringify(hostile)}, "a,b", "\\"; evil(); \\"", "\`\${evil()}\`"] as const;`,
    );
  });
});

describe("any", () => {
  const binary = { type: "string", format: "binary" };
  const pdf = { "200": { description: "", content: { "application/pdf": { schema: binary } } } };
  const cases: { [name: string]: JsonObject } = {
    "no operationId, no summary": { operationId: "" },
    "several statuses of success": {
      responses: {
        ...ok({ type: "string" }),
        "201": { description: "", content: { "application/json": {} } },
        "204": { description: "" },
      },
    },
    "a range of statuses": {
      responses: {
        "2XX": { description: "", content: { "application/json": { schema: { type: "integer" } } } },
      },
    },
    "default alone": {
      responses: { default: { description: "", content: { "application/json": { schema: {} } } } },
    },
    "no success": { responses: { "400": { description: "" } } },
    "no responses": { responses: {} },
    "JSON without a schema": {
      responses: { "200": { description: "", content: { "application/json": {} } } },
    },
    PDF: { responses: pdf },
    "an image, or JSON": {
      responses: {
        "200": {
          description: "",
          content: { "image/png": { schema: binary }, "application/json": { schema: { type: "object" } } },
        },
      },
    },
    "misspelt media types": {
      requestBody: {
        content: {
          "application/json:": {
            schema: { type: "object", required: ["a"], properties: { a: { type: "integer" } } },
          },
        },
      },
      responses: {
        "200": { description: "", content: { "Application/json": { schema: { type: "integer" } } } },
      },
    },
    "any media type": {
      requestBody: { required: true, content: { "*/*": { schema: { type: "integer" } } } },
      responses: { "200": { description: "", content: { "*/*": { schema: { type: "integer" } } } } },
    },
    "multipart body": {
      requestBody: {
        required: true,
        content: { "multipart/form-data": { schema: { type: "object", properties: { file: binary } } } },
      },
    },
    "a form": {
      requestBody: {
        required: true,
        content: { "application/x-www-form-urlencoded": { schema: { type: "object" } } },
      },
    },
    "bytes as body": {
      requestBody: { required: true, content: { "application/octet-stream": { schema: binary } } },
    },
    "XML both ways": {
      requestBody: { required: true, content: { "application/xml": { schema: { type: "object" } } } },
      responses: {
        "200": { description: "", content: { "application/xml": { schema: { type: "object" } } } },
      },
    },
    "optional parameters alone": {
      parameters: [
        { name: "limit", in: "query", schema: { type: "integer" } },
        { name: "x-a", in: "header", schema: {} },
      ],
    },
    "required and optional parameters": {
      parameters: [
        { name: "limit", in: "query", required: true, schema: { type: "integer" } },
        { name: "class", in: "query", schema: { type: "string" } },
        {
          name: "filter",
          in: "query",
          style: "deepObject",
          explode: true,
          schema: { type: "object", additionalProperties: { type: "string" } },
        },
        { name: "json", in: "query", content: { "application/json": { schema: { type: "object" } } } },
      ],
    },
    "empty tags and schemas": { tags: [], requestBody: json({}), responses: ok({}) },
    "boolean schemas": {
      responses: ok({ type: "object", additionalProperties: true, properties: { a: true } }),
    },
    callbacks: {
      callbacks: { done: { "{$request.body#/url}": { post: { requestBody: json({}), responses: ok() } } } },
    },
  };

  it.each(Object.keys(cases))("document compiles, without `any`: %s", async (name) => {
    for (const version of ["3.0.1", "3.1.0"]) {
      const files = await emit(withOperation(cases[name]!, { openapi: version }));
      expect(compile(files)).toEqual([]);
      const code = Object.values(files)
        .join("")
        .replaceAll(/\/\*.*?\*\//gs, "")
        .replaceAll(/"[^"\n]*"/g, "");
      expect(code).not.toMatch(/\bany\b/);
    }
  });

  it("document's types say what is sent and what comes back", async () => {
    const result = async (name: string) => (await emit(withOperation(cases[name]!)))["types.ts"];
    expect(await result("several statuses of success")).toMatch(
      /Result = operations\[.*\[200\].* \| operations\[.*\[201\].* \| undefined;/,
    );
    expect(await result("PDF")).toContain("Result = Uint8Array;");
    expect(await result("XML both ways")).toMatch(/body: string \| Uint8Array;[\s\S]*Result = string;/);
    expect(await result("multipart body")).toContain("body: FormData;");
    expect(await result("a form")).toContain(
      '["content"]["application/x-www-form-urlencoded"] | URLSearchParams | string | Uint8Array;',
    );
    expect(await result("no success")).toContain("Result = undefined;");
    expect(await result("misspelt media types")).toContain('["content"]["application/json:"]');
  });

  it("input that nothing is required of may be left out", async () => {
    const paths = {
      "/a": {
        get: {
          operationId: "get",
          parameters: [{ name: "x-tenant", in: "header", required: true, schema: { type: "string" } }],
          responses: ok(),
        },
      },
    };
    const files = await emit(openapi({ paths }));
    const use =
      'import { createCardsClient } from "./index.ts";\nexport const get = (): Promise<unknown> => createCardsClient({} as never).get();\n';
    expect(compile({ ...files, "use.ts": use })).toEqual([]);
  });

  it("call is checked: what is missing, misspelt or of the wrong type does not compile", async () => {
    const parameters = [{ name: "limit", in: "query", schema: { type: "integer" } }];
    const files = await emit(
      withOperation({
        parameters,
        requestBody: json({ type: "object", required: ["a"], properties: { a: { type: "integer" } } }),
      }),
    );
    const use = (input: string) =>
      compile({
        ...files,
        "use.ts": `import type { GetCardInput } from "./index.ts";\nexport const input: GetCardInput = ${input};\n`,
      }).length;
    expect(use('{ cardId: "1", body: { a: 1 } }')).toBe(0);
    expect(use('{ cardId: "1", limit: 1, body: { a: 1 } }')).toBe(0);
    expect(use("{ body: { a: 1 } }")).toBe(1);
    expect(use('{ cardId: "1", body: {} }')).toBe(1);
    expect(use('{ cardId: "1", limits: 1, body: { a: 1 } }')).toBe(1);
    expect(use('{ cardId: "1", limit: "1", body: { a: 1 } }')).toBe(1);
  });
});

it("a document that openapi-typescript cannot read is the document's mistake", async () => {
  await expect(emit(withOperation({ responses: ok({ properties: [] }) }))).resolves.toBeDefined();
  await expect(emit(withOperation({ responses: ok("text") }))).rejects.toMatchObject({
    name: "DocumentError",
  });
});

describe("the facade", () => {
  it("has a member for each API, whatever its name", () => {
    const text = emitFacade([
      { api: "cards-on-file", title: hostile },
      { api: "package", title: "" },
    ]);
    expect(text).toContain("readonly cardsOnFile: CardsOnFileClient;");
    expect(statements(text)).toEqual([...new Array(3).fill("ImportDeclaration"), "Apis", "bindApis"]);
    expect(
      compile({ "facade.ts": text }).filter((message) => !message.includes("Cannot find module")),
    ).toEqual([]);
  });
});

describe("the mock's documents", () => {
  it("name the generated function of each operation, and leave the document as it is", () => {
    const document = withOperation({ "x-pismo-client": { retry: "never" } });
    const before = structuredClone(document);
    const text = emitMockDocuments([
      { api: "cards", document, operations: readOperations(document, "cards.json") },
    ]);
    const documents = JSON.parse(text.slice(text.indexOf("= ") + 2, text.lastIndexOf(";"))) as {
      cards: JsonObject;
    };
    expect(documents.cards.paths).toMatchObject({
      "/cards/{cardId}": { get: { "x-pismo-client": { name: "getCard", retry: "never" } } },
    });
    expect(document).toEqual(before);
  });
});

describe("the README", () => {
  const readme = "# Cards\n\n<!-- generated: operations -->\nold\n<!-- /generated -->\n\nMore.\n";

  it("has the operations and notes between its markers, and everything else as it was", () => {
    const document = withOperation({
      summary: "Get a card | of two\nlines",
      deprecated: true,
      "x-pismo-client": { note: "Mind the gap." },
    });
    const text = updateReadme(readme, document, readOperations(document, "cards.json"))!;
    expect(text).toContain(
      "| `getCard` | Get a card \\| of two lines (deprecated) | `GET /cards/{cardId}` | API | safe |\n",
    );
    expect(text).toContain("- `GET /cards/{cardId}`: Mind the gap.\n");
    expect(text.startsWith("# Cards\n\n<!-- generated: operations -->\n|")).toBe(true);
    expect(text.endsWith("\n<!-- /generated -->\n\nMore.\n")).toBe(true);
    expect(text).not.toContain("old");
  });

  it("is the same when it is brought up to date again, whatever the document says", () => {
    const document = hostileDocument();
    const operations = readOperations(document, "cards.json");
    const once = updateReadme(readme, document, operations)!;
    expect(updateReadme(once, document, operations)).toBe(once);
    expect(once.split("<!-- /generated -->")).toHaveLength(2);
  });

  it.each(["# Cards\n", "<!-- /generated --><!-- generated: operations -->"])(
    "without a place for them is left: %j",
    (text) => {
      expect(updateReadme(text, {}, [])).toBeUndefined();
    },
  );
});

describe("text", () => {
  it("in a comment does not end it", () => {
    for (const text of [hostile, "*/", "**/", "*\r/", "/", "*", "", "\\*/"]) {
      for (const emitted of [comment([text]), comment([text, text], "  ")]) {
        expect(emitted.indexOf("*/")).toBe(emitted.length - 3);
      }
    }
  });

  it("as a literal is its value again, __proto__ too", () => {
    const value = { a: [1, "x", null, { b: true }], "c-d": hostile, ["__proto__"]: { e: {} } };
    const again = new Function(`return ${literal(value)}`)() as object;
    expect(again).toEqual(value);
    expect(Object.keys(again)).toEqual(["a", "c-d", "__proto__"]);
  });

  it("as a member's name is quoted where it must be", () => {
    expect(["a", "$b_1", "1a", "a-b", 'a"b', "__proto__", "class"].map(key)).toEqual([
      "a",
      "$b_1",
      '"1a"',
      '"a-b"',
      '"a\\"b"',
      '["__proto__"]',
      "class",
    ]);
  });
});
