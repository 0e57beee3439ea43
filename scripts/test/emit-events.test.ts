import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EventDocument, emitEvents } from "../src/emit-events.ts";
import { parseEventPage } from "../src/event-page.ts";
import type { JsonObject } from "../src/json.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sha256 = "5a056dcedb373440d99b4989cb98758d838d7b922bd08ed037ae814d5362aca6";

function event(schema: object, identity: Partial<EventDocument> = {}): EventDocument {
  return {
    source: "events/upstream/test.json",
    sha256,
    domain: "cards",
    event: "tested",
    version: 1,
    schema,
    ...identity,
  };
}

const object = (properties: object, more: object = {}) => ({
  type: "object",
  title: "Card tested",
  properties,
  ...more,
});

const source = "events/upstream/cards-rotate-cvv-1.md";
const vendored = event(
  {},
  { source, ...parseEventPage(readFileSync(join(root, "specs", source), "utf8"), source) },
);

describe("the vendored event", () => {
  it("has its files, with the document and its hash", async () => {
    const files = await emitEvents([vendored]);
    expect([...files.keys()]).toEqual([
      "cards-rotate-cvv-1.ts",
      "cards-rotate-cvv-1.validate.ts",
      "index.ts",
    ]);
    for (const name of ["cards-rotate-cvv-1.ts", "cards-rotate-cvv-1.validate.ts"]) {
      expect(files.get(name)).toContain(`// Generated from specs/${source}\n// sha256 ${sha256}\n`);
    }
  });

  it("is emitted with the same bytes each time, alone and among others, in any order", async () => {
    const others = [
      event(object({}), { event: "another" }),
      event(object({}), { event: "zlast", version: 2 }),
    ];
    const alone = await emitEvents([vendored]);
    const first = await emitEvents([vendored, ...others]);
    const last = await emitEvents([...others.reverse(), vendored]);
    expect([...last]).toEqual([...first]);
    for (const name of ["cards-rotate-cvv-1.ts", "cards-rotate-cvv-1.validate.ts"])
      expect(first.get(name)).toBe(alone.get(name));
  });

  it("has a validator of at most 2.5 KB of gzip, without require, eval or ajv", async () => {
    const code = (await emitEvents([vendored])).get("cards-rotate-cvv-1.validate.ts")!;
    expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(2500);
    expect(code).not.toMatch(/\brequire\s*\(|\beval\b|\bFunction\b|from "ajv|schema\d/);
  });
});

describe("names", () => {
  const names = async (...events: EventDocument[]) =>
    [...(await emitEvents(events)).get("index.ts")!.matchAll(/import \{ (\w+) \}/g)].map(([, name]) => name);

  it.each([
    ["Card CVV changed", "cardCvvChanged"],
    ["p2m contract data updated", "p2mContractDataUpdated"],
    ["3DS — autenticação", "event3dsAutenticacao"],
    ["Adjustment created (outdated)", "adjustmentCreatedOutdated"],
    ["", "cardsTested"],
    ["カード", "cardsTested"],
    ["Known event", "cardsTested"],
    ["*/ export const x = 1; /*", "exportConstX1"],
  ])("%s → %s", async (title, name) => {
    expect(await names(event(object({}, { title })))).toEqual([name]);
  });

  it("a later version has its number, and keeps the first version's name as it is", async () => {
    expect(await names(event(object({})), event(object({}), { version: 2 }))).toEqual([
      "cardTested",
      "cardTestedV2",
    ]);
    expect(await names(event(object({}), { version: 2 }))).toEqual(["cardTestedV2"]);
  });

  it("no event takes a name that the package gives to something else", async () => {
    const index = readFileSync(join(root, "packages/events/src/index.ts"), "utf8");
    const exported = [...index.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(
      ([, list]) => list!.match(/\w{5,}/g)!,
    );
    expect(exported).toContain("createEventHandler");
    for (const name of [...exported, "cardTestedExample", "cardTestedValues", "validate"]) {
      const title = name.replaceAll(/[A-Z]/g, " $&");
      expect(await names(event(object({}, { title }))), name).toEqual(["cardsTested"]);
    }
  });

  it("two events of one title are named by domain and event", async () => {
    expect(await names(event(object({})), event(object({}), { domain: "disputes" }))).toEqual([
      "cardsTested",
      "disputesTested",
    ]);
  });
});

describe("what is wrong, where, and how to mend it", () => {
  const cases: [string, EventDocument[], RegExp][] = [
    [
      "an event twice",
      [event(object({})), event(object({}), { source: "events/upstream/b.json" })],
      /test\.json\n {2}and events\/upstream\/b\.json\n.*Both define the event cards tested 1/,
    ],
    [
      "an event twice, spelt otherwise",
      [event(object({}), { event: "a_b" }), event(object({}), { event: "a-b" })],
      /Both define/,
    ],
    [
      "two events that would be called alike",
      [
        event(object({}, { title: "Cards b" }), { event: "a" }),
        event(object({}, { title: "" }), { event: "b" }),
      ],
      /would be called CardsB\.\n.*another title/,
    ],
    [
      "a domain that is no name",
      [event(object({}), { domain: "../../x" })],
      /Domain "\.\.\/\.\.\/x" is no event's name/,
    ],
    [
      "an event that is no name",
      [event(object({}), { event: "__proto__" })],
      /Event "__proto__" is no event's name/,
    ],
    ["a version that is no number", [event(object({}), { version: Number.NaN })], /Version NaN/],
    ["a payload that is no object", [event({ type: "array" })], /test\.json#\/type\n.*payload is an object/],
    [
      "a reference to another document",
      [event(object({ a: { $ref: "https://example.com/x.json" } }))],
      /test\.json#\/properties\/a\/\$ref\n.*leads nowhere\.\n.*#\/definitions/,
    ],
    [
      "a reference to nothing",
      [event(object({ a: { items: { $ref: "#/definitions/none" } } }))],
      /#\/properties\/a\/items\/\$ref\n/,
    ],
    [
      "a reference that only leads to itself",
      [
        event(
          object(
            { a: { $ref: "#/definitions/b" } },
            { definitions: { b: { anyOf: [{ $ref: "#/definitions/b" }, { type: "null" }] } } },
          ),
        ),
      ],
      /#\/properties\/a\/\$ref\n.*leads back to itself/,
    ],
    ["a schema that is none", [event(object({ "a/b": 1 }))], /#\/properties\/a~1b\n.*A schema stands here/],
    [
      "a list that is none",
      [event(object({ a: { enum: "A" } }))],
      /#\/properties\/a\/enum\n.*must be a list/,
    ],
    [
      "an unknown type",
      [event(object({ a: { type: "int" } }))],
      /cannot be compiled: .*\n.*Correct the schema/,
    ],
    [
      "an unknown dialect",
      [event(object({}, { $schema: "http://json-schema.org/draft-04/schema#" }))],
      /#\/\$schema\n.*draft-04.*not known.\n.*draft-07/,
    ],
  ];
  it.each(cases)("%s", async (_case, events, message) => {
    await expect(emitEvents(events)).rejects.toThrow(message);
  });
});

/** Documents as upstream may write them, and worse: all compile, and none gets into the code. */
const hostile =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to stay text
  '*/ globalThis.escaped = true; /* ${globalThis.escaped = true} `"\\\u2028\nglobalThis.escaped = true; //';
const documents = {
  wide: event(
    object(
      {
        text: { type: "string", minLength: 2, maxLength: 3 },
        amount: { type: ["number", "null"], minimum: 0, multipleOf: 0.01 },
        count: { type: "integer" },
        state: { type: ["string", "null"], enum: ["ON", "OFF", null] },
        untyped: { enum: ["A", "B"] },
        level: { type: "integer", enum: [1, 2] },
        fixed: { const: "ONE" },
        when: { type: ["string", "null"], format: "date-time" },
        link: { type: "string", format: "uri", pattern: "^(a+)+$" },
        account: {
          type: "object",
          required: ["division", "undeclared_but_required"],
          properties: {
            division: { type: "integer", description: "Division" },
            status: { type: "string", enum: ["NEW"] },
          },
        },
        people: {
          type: "array",
          items: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
        },
        labels: { type: "object", additionalProperties: { type: "string" } },
        closed: { type: "object", additionalProperties: false, properties: { a: { type: "string" } } },
        tree: { $ref: "#/definitions/node" },
        anything: {},
        never: false,
      },
      {
        required: ["text"],
        definitions: {
          node: {
            type: "object",
            properties: { below: { type: "array", items: { $ref: "#/definitions/node" } } },
          },
        },
      },
    ),
    { event: "wide" },
  ),
  choices: event(
    object(
      {
        kind: { type: "string", enum: ["a", "b"] },
        person: {
          oneOf: [
            {
              type: "object",
              required: ["kind", "cpf"],
              properties: { kind: { const: "natural" }, cpf: { type: "string" } },
            },
            {
              type: "object",
              required: ["kind", "cnpj"],
              properties: { kind: { const: "legal" }, cnpj: { type: "string" } },
            },
          ],
        },
        when: { anyOf: [{ type: "null" }, { type: "string", format: "date-time" }] },
      },
      {
        title: "Card choices",
        if: { properties: { kind: { const: "a" } }, required: ["kind"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ["person"] },
      },
    ),
    { event: "choices" },
  ),
  hostile: event(
    JSON.parse(
      JSON.stringify({
        type: "object",
        title: "Card hostile",
        description: hostile,
        required: [hostile, "constructor"],
        examples: [{ [hostile]: hostile, constructor: 1, nested: { PROTO: { admin: true } } }],
        properties: {
          [hostile]: {
            type: "string",
            title: "",
            description: "@internal <a href='javascript:x' title='y'>z</a> @deprecated",
            default: hostile,
            examples: [hostile],
          },
          constructor: { type: "integer" },
          toString: { type: "string" },
          PROTO: { type: "object" },
          state: { type: "string", enum: [hostile, "PROTO"] },
          title: { type: "string" },
          default: { type: "object", properties: { description: { type: "boolean" } } },
        },
        definitions: { PROTO: { type: "string" } },
        [hostile]: { type: "string" },
      }).replaceAll('"PROTO"', '"__proto__"'),
    ),
    { event: "hostile", source: `events/${hostile}` },
  ),
  modern: event(
    object(
      {
        list: { type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } },
        a: { $ref: "#/$defs/a%20b" },
      },
      {
        title: "Card modern",
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $defs: { "a b": { type: "string" } },
        dependentRequired: { a: ["list"] },
      },
    ),
    { event: "modern" },
  ),
};

/** Schemas of which not all is checked, and what each allows: what is left of them must not refuse it. */
const open: { readonly [name: string]: readonly [schema: object, ...allowed: unknown[]] } = {
  both: [
    {
      oneOf: [
        { type: "string", pattern: "^a" },
        { type: "string", pattern: "^b" },
      ],
    },
    "a",
    "b",
  ],
  notPattern: [{ type: "string", not: { pattern: "^a" } }, "b"],
  notFormat: [{ type: "string", not: { type: "string", format: "uri" } }, "b"],
  notList: [{ type: "object", not: { enum: [{ a: 1 }] } }, { a: 2 }],
  notOne: [{ not: { oneOf: [{ type: "number" }, { minimum: 1 }] } }, 1],
  decided: [
    {
      type: "object",
      if: { properties: { kind: { type: "string", pattern: "^a" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["a"] },
      else: { required: ["b"] },
    },
    { kind: "a", a: 1 },
    { kind: "b", b: 1 },
  ],
  nothing: [
    { type: ["object", "null"], allOf: [{ properties: { a: { type: "string" } } }], anyOf: [{ items: {} }] },
    null,
    { a: "b" },
  ],
  named: [
    {
      type: "object",
      patternProperties: { "^x-": { type: "number" } },
      additionalProperties: { type: "string" },
    },
    { "x-a": 1, b: "c" },
  ],
  listed: [{ type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } }, []],
  referred: [{ oneOf: [{ $ref: "#/definitions/a b" }, { $ref: "#/definitions/a%2520b" }] }, 1, "1"],
};
const openEvent = event(
  object(Object.fromEntries(Object.entries(open).map(([name, [schema]]) => [name, schema])), {
    title: "Card open",
    definitions: { "a b": { type: "number", multipleOf: 1 }, "a%20b": { type: "string", pattern: "1" } },
  }),
  { event: "open" },
);

interface Definition {
  readonly type: string;
  check(data: unknown): {
    problems: { pointer: string; kind: string; message: string }[];
    deviations: { pointer: string; kind: string }[];
  };
}

describe("what is emitted works", () => {
  // Below the package, where the generated files find what they import, and Node runs TypeScript.
  const folder = mkdtempSync(join(root, "scripts/node_modules/.emit-events-"));
  const generated = join(folder, "generated");
  const definitions = new Map<string, Definition>();
  let files: Map<string, string>;
  let examples: Readonly<Record<string, JsonObject>>;

  beforeAll(async () => {
    files = await emitEvents([vendored, openEvent, ...Object.values(documents)]);
    mkdirSync(generated);
    const handWritten = join(root, "packages/events/src");
    for (const name of readdirSync(handWritten).filter((name) => name.endsWith(".ts")))
      copyFileSync(join(handWritten, name), join(folder, name));
    for (const [name, text] of files) writeFileSync(join(generated, name), text);
    const module = await import(/* @vite-ignore */ pathToFileURL(join(generated, "index.ts")).href);
    examples = module;
    for (const definition of module.eventDefinitions) definitions.set(definition.type, definition);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const check = (name: string, data: unknown) => {
    const { problems, deviations } = definitions.get(`cards.${name}`)!.check(data);
    return {
      problems: problems.map(({ pointer, message }) => `${pointer} ${message}`),
      deviations: deviations.map(({ pointer, kind }) => `${pointer} ${kind}`),
    };
  };

  // It reads the language's libraries.
  it("compiles under the packages' options", { timeout: 30_000 }, () => {
    const base = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile).config;
    const { options } = ts.convertCompilerOptionsFromJson({ ...base.compilerOptions, noEmit: true }, root);
    const program = ts.createProgram([join(folder, "index.ts")], options);
    const messages = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
      );
    expect(messages).toEqual([]);
  });

  it("nothing of a document runs", () => {
    expect(definitions.size).toBe(6);
    expect(globalThis).not.toHaveProperty("escaped");
    expect(({} as JsonObject).admin).toBeUndefined();
    for (const text of files.values()) expect(text).not.toMatch(/\brequire\s*\(|from "ajv|schemaPath/);
    expect(files.get("cards-hostile-1.ts")).toContain("   * \\@internal");
    expect(Object.keys(examples.cardHostileExample!.nested as object)).toEqual(["__proto__"]);
  });

  it("members of every type", () => {
    const data = {
      ...{
        text: "abc",
        amount: 0.07,
        count: 1,
        state: null,
        untyped: "A",
        level: 2,
        fixed: "ONE",
        when: null,
        link: "x",
      },
      ...{
        account: { division: 1, undeclared_but_required: null },
        people: [{ name: "n" }],
        labels: { a: "b" },
      },
      ...{ closed: { a: "x", b: "kept" }, tree: { below: [{ below: [] }] }, anything: [1] },
    };
    expect(check("wide", data)).toEqual({ problems: [], deviations: [] });
    expect(
      check("wide", {
        text: "a",
        state: "BROKEN",
        untyped: "C",
        level: 3,
        fixed: "TWO",
        when: "2018-11-13T20:20:39",
        amount: -1,
        account: { ...data.account, status: "OLD" },
      }),
    ).toEqual({
      problems: [],
      deviations: [
        "/text limit",
        "/amount limit",
        "/state enum",
        "/untyped enum",
        "/level enum",
        "/fixed enum",
        "/when format",
        "/account/status enum",
      ],
    });
    expect(
      check("wide", {
        amount: "1",
        count: 1.5,
        state: 1,
        untyped: 1,
        level: "1",
        account: {},
        people: [{}, 1],
        tree: { below: [{ below: 1 }] },
        closed: [],
        never: 1,
      }),
    ).toEqual({
      problems: [
        ...[
          "/text is required",
          "/amount must be number or null",
          "/count must be integer",
          "/state must be string or null",
        ],
        ...[
          "/untyped must be string",
          "/level must be integer",
          "/account/division is required",
          "/account/undeclared_but_required is required",
        ],
        ...[
          "/people/0/name is required",
          "/people/1 must be object",
          "/closed must be object",
          "/tree/below/0/below must be array",
        ],
        "/never fits none of the allowed alternatives",
      ],
      deviations: ["/state enum", "/untyped enum", "/level enum"],
    });
    expect(check("wide", { text: "abc", count: 2 ** 53, amount: -(2 ** 53) }).problems).toEqual([
      "/amount is an integer beyond 2^53",
      "/count is an integer beyond 2^53",
    ]);
    expect(check("wide", { text: "a€𝄞" }).deviations).toEqual([]);
    expect(check("wide", { text: "a€𝄞x" }).deviations).toEqual(["/text limit"]);
  });

  it("a name that the document does not declare does not show", () => {
    expect(check("wide", { text: "abc", labels: { "4111111111111111": 1, text: 2 } }).problems).toEqual([
      "/labels/* must be string",
      "/labels/text must be string",
    ]);
  });

  it("alternatives: one outside an enum is a deviation, a missing member is a problem", () => {
    expect(check("choices", { kind: "b", person: { kind: "legal", cnpj: "1" }, when: null })).toEqual({
      problems: [],
      deviations: [],
    });
    expect(check("choices", { kind: "c", person: { kind: "trust", cnpj: "1" }, when: "2018-11-13" })).toEqual(
      {
        problems: [],
        deviations: ["/kind enum", "/person/kind enum", "/when format"],
      },
    );
    expect(check("choices", { person: { kind: "legal" } }).problems).toEqual([
      ...[
        "/person/cpf is required",
        "/person/cnpj is required",
        "/person fits none of the allowed alternatives",
      ],
    ]);
    expect(check("choices", { kind: "a" }).problems).toContain("/person is required");
  });

  it("members named like a prototype's", () => {
    expect(check("hostile", {}).problems).toEqual([
      `/${hostile.replaceAll("/", "~1")} is required`,
      "/constructor is required",
    ]);
    expect(
      check("hostile", {
        [hostile]: "",
        constructor: 1,
        state: hostile,
        title: "t",
        default: { description: true },
      }),
    ).toEqual({ problems: [], deviations: [] });
    expect(
      check("hostile", { [hostile]: 1, constructor: "1", toString: 1, default: { description: 1 } }).problems,
    ).toHaveLength(4);
  });

  it("other dialects", () => {
    expect(check("modern", { list: ["a", 1], a: "x" })).toEqual({ problems: [], deviations: [] });
    expect(check("modern", { list: [1, "a"] }).problems).toEqual([
      "/list/0 must be string",
      "/list/1 must be number",
    ]);
    expect(check("modern", { a: "x" }).problems).toEqual(["/list is required"]);
  });

  it.each(
    Object.entries(open).flatMap(([name, [, ...allowed]]) => allowed.map((value) => [name, value] as const)),
  )("what is not checked refuses nothing that the document allows: %s %j", (name, value) => {
    const whole = formats.default(new Ajv({ strict: false })).compile(openEvent.schema);
    expect(whole({ [name]: value })).toBe(true);
    expect(check("open", { [name]: value })).toEqual({ problems: [], deviations: [] });
  });

  it("items are left alone where the dialect does not tell of which ones the schema speaks", () => {
    expect(check("open", { listed: ["a", 1] })).toEqual({ problems: [], deviations: [] });
  });

  it("what is checked beside it refuses still", () => {
    const refused = { both: 1, notList: 1, decided: [], nothing: 1, named: 1, listed: {}, referred: null };
    for (const [name, value] of Object.entries(refused))
      expect(check("open", { [name]: value }).problems, name).not.toEqual([]);
  });

  it("says what is not checked", () => {
    expect(files.get("cards-wide-1.ts")).toContain(
      "Not checked: `/properties/link/format`, `/properties/link/pattern`.",
    );
  });

  it("reads as expected", async () => {
    const text = files.get("cards-wide-1.ts")!;
    await expect(
      text.slice(text.indexOf("export type"), text.indexOf("/** The event")),
    ).toMatchInlineSnapshot(`
      "export type CardTested = {
        readonly text: string;
        readonly amount?: number | null;
        readonly count?: number;
        readonly state?: CardTestedState;
        readonly untyped?: CardTestedUntyped;
        readonly level?: CardTestedLevel;
        readonly fixed?: CardTestedFixed;
        readonly when?: string | null;
        readonly link?: string;
        readonly account?: {
          /** Division */
          readonly division: number;
          readonly status?: CardTestedAccountStatus;
          readonly undeclared_but_required: unknown;
        };
        readonly people?: readonly {
          readonly name: string;
        }[];
        readonly labels?: Readonly<Record<string, string>>;
        readonly closed?: {
          readonly a?: string;
        };
        readonly tree?: CardTestedNode;
        readonly anything?: unknown;
        readonly never?: never;
      };

      export type CardTestedNode = {
        readonly below?: readonly CardTestedNode[];
      };

      /** The values of {@link CardTestedState} that the document knows. */
      export const cardTestedStateValues = [
        "ON",
        "OFF",
        null,
      ] as const;

      /** One of {@link cardTestedStateValues}, or a value that the document does not know. */
      export type CardTestedState = (typeof cardTestedStateValues)[number] | (string & {}) | null;

      /** The values of {@link CardTestedUntyped} that the document knows. */
      export const cardTestedUntypedValues = [
        "A",
        "B",
      ] as const;

      /** One of {@link cardTestedUntypedValues}, or a value that the document does not know. */
      export type CardTestedUntyped = (typeof cardTestedUntypedValues)[number] | (string & {});

      /** The values of {@link CardTestedLevel} that the document knows. */
      export const cardTestedLevelValues = [
        1,
        2,
      ] as const;

      /** One of {@link cardTestedLevelValues}, or a value that the document does not know. */
      export type CardTestedLevel = (typeof cardTestedLevelValues)[number] | (number & {});

      /** The values of {@link CardTestedFixed} that the document knows. */
      export const cardTestedFixedValues = [
        "ONE",
      ] as const;

      /** One of {@link cardTestedFixedValues}, or a value that the document does not know. */
      export type CardTestedFixed = (typeof cardTestedFixedValues)[number] | (string & {});

      /** The values of {@link CardTestedAccountStatus} that the document knows. */
      export const cardTestedAccountStatusValues = [
        "NEW",
      ] as const;

      /** One of {@link cardTestedAccountStatusValues}, or a value that the document does not know. */
      export type CardTestedAccountStatus = (typeof cardTestedAccountStatusValues)[number] | (string & {});

      /**
       * The event \`cards.wide\`, version 1. Its payload is a {@link CardTested}.
       *
       * Not checked: \`/properties/link/format\`, \`/properties/link/pattern\`.
       */
      export const cardTested: EventDefinition<"cards.wide", 1, CardTested> = /* @__PURE__ */ defineEvent({
        type: "cards.wide",
        domain: "cards",
        event: "wide",
        version: 1,
        validate,
        memberNames: ["text","amount","count","state","untyped","level","fixed","when","link","account","people","labels","closed","tree","anything","never","division","undeclared_but_required","status","name","a","below"],
      });"
    `);
  });
});
