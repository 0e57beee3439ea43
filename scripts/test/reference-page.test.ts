import { describe, expect, it } from "vitest";
import { DocumentError } from "../src/document-error.ts";
import { readDocument } from "../src/read-document.ts";
import { openapi } from "./support/documents.ts";

const document = openapi({
  info: {
    title: "Cards",
    version: "1.0.0",
    description: 'A fence ``` a brace } and a quote \\" \n```json\n{',
  },
});

function page(block: string, after = ""): string {
  return `# Get a card\n\nIts text.\n\n# OpenAPI definition\n\n\`\`\`json\n${block}\n\`\`\`\n${after}`;
}

const indented = page(JSON.stringify(document, null, 2));

describe("a reference page", () => {
  it.each([
    [
      "on one line",
      `# Get a card Its text. # OpenAPI definition \`\`\`json ${JSON.stringify(document)} \`\`\``,
    ],
    ["with line breaks", indented],
    ["with JSON that is not indented", page(JSON.stringify(document, null, 2).replaceAll(/\n +/g, "\n"))],
    ["with CRLF", indented.replaceAll("\n", "\r\n")],
    ["with a BOM", `\uFEFF${indented}`],
    [
      "with text and fences behind it",
      page(JSON.stringify(document), "\nSee also:\n```sh\ncurl {}\n```\nThe end.\n"),
    ],
    ["whose fence names no language", indented.replace("```json", "```")],
  ])("%s", (_, text) => {
    expect(readDocument(text, "cards.md")).toEqual(document);
  });

  it("that was cut off is refused, wherever it was", () => {
    const text = page(JSON.stringify(document));
    const start = text.indexOf("{");
    for (let length = start + 1; length < text.lastIndexOf("```"); length += 7) {
      expect(() => readDocument(text.slice(0, length), "cards.md")).toThrow(/^cards\.md/);
    }
    expect(() => readDocument(text.slice(0, -40), "cards.md")).toThrow(/does not end[\s\S]*get it again/);
  });

  it.each([
    ["a comma that is missing", `{\n  "openapi": "3.0.1"\n  "info": {}\n}`, "10:3"],
    ["a comma too many", `{\n  "openapi": [1, ]\n}`, "9:18"],
    ["a word", `{\n  "openapi": yes\n}`, "9:14"],
    ["a quote that is missing", `{\n  "openapi": "3.0.1,\n  "info": {}\n}`, "9:14"],
    ["a brace too many", `{\n  "openapi": "3.0.1"\n}}`, "10:2"],
    ["a brace that is missing", `{\n  "openapi": {\n}`, "11:1"],
    ["a line break in a string", `{\n  "openapi": "3.\n0.1"\n}`, "9:14"],
  ])("with malformed JSON names the place in the page: %s", (_, block, place) => {
    expect(() => readDocument(page(block), "cards.md")).toThrow(`cards.md:${place}\n`);
  });
});

describe("a document", () => {
  it("may be JSON, indented or not, with a BOM", () => {
    expect(readDocument(`\uFEFF\n${JSON.stringify(document)}`, "cards.json")).toEqual(document);
    expect(readDocument(JSON.stringify(document, null, 2), "cards.json")).toEqual(document);
  });

  it("may be YAML", () => {
    const text = `info: {title: Cards, version: 1.0.0}\r\nopenapi: 3.1.0\r\npaths:\r\n  /cards:\r\n    get:\r\n      responses:\r\n        200: {description: OK}\r\n`;
    expect(readDocument(text, "cards.yaml")).toEqual({
      info: { title: "Cards", version: "1.0.0" },
      openapi: "3.1.0",
      paths: { "/cards": { get: { responses: { "200": { description: "OK" } } } } },
    });
  });

  it("in YAML with an alias has a value of its own at each place", () => {
    const read = readDocument("openapi: 3.0.1\nx-a: &a {b: 1}\nx-c: *a\n", "cards.yaml");
    expect(read["x-c"]).toEqual({ b: 1 });
    expect(read["x-c"]).not.toBe(read["x-a"]);
  });

  it.each([
    ["malformed JSON", '{"openapi": "3.0.1",\n "info": }', /^cards:2:10\n {2}Its JSON cannot be read/],
    ["malformed YAML", "openapi: 3.0.1\ninfo:\n  - a\n  b: c\n", /^cards:4:3\n {2}Its YAML cannot be read/],
    [
      "a key of JSON twice",
      '{"openapi": "3.0.1",\n "info": {"a\\u0062": [{"ab": 1}], "ab": {}}}',
      /^cards:2:35\n {2}Its JSON cannot be read: an object has the member "ab" a second time/,
    ],
    ["a key of YAML twice", "openapi: 3.0.1\ninfo: 1\ninfo: 2\n", /^cards:3:1\n {2}Its YAML cannot be read/],
    [
      "an alias that holds itself",
      "openapi: 3.0.1\ninfo: &a\n  b: *a\n",
      /^cards#\/info\/b\n {2}Its YAML cannot be read: an alias holds itself/,
    ],
    ["an alias of nothing", "openapi: 3.0.1\ninfo: *a\n", /^cards:2:8\n {2}Its YAML cannot be read/],
    ["Swagger 2", '{"swagger": "2.0"}', /no OpenAPI document/],
    ["OpenAPI 4", '{"openapi": "4.0.0"}', /^cards#\/openapi\n {2}OpenAPI "4.0.0" is not supported/],
    ["a number as version", "openapi: 3.1\n", /^cards#\/openapi\n {2}OpenAPI 3.1 is not supported/],
    ["prose", "# A title\n\nSome: text, and: more\n  - of it\n", /^cards\n {2}This is no OpenAPI document/],
    ["nothing", "", /no OpenAPI document/],
    ["a list", "[1]", /no OpenAPI document/],
    ["a page with its heading alone", "# OpenAPI definition\n\nComing soon.\n", /no OpenAPI document/],
    [
      "__proto__ in JSON",
      '{"openapi": "3.0.1", "x": [{"__proto__": {"a": 1}}]}',
      /^cards#\/x\/0\/__proto__\n/,
    ],
    ["__proto__ in YAML", "openapi: 3.0.1\n__proto__: {a: 1}\n", /^cards#\/__proto__\n/],
    ["__proto__ in a page", page('{"openapi": "3.0.1", "__proto__": 1}'), /^cards#\/__proto__\n/],
  ])("is refused with its place: %s", (_, text, message) => {
    expect(() => readDocument(text, "cards")).toThrow(DocumentError);
    expect(() => readDocument(text, "cards")).toThrow(message);
  });
});
