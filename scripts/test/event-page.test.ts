import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEventPage } from "../src/event-page.ts";

const source = "events/upstream/cards-rotate-cvv-1.md";
const page = readFileSync(new URL(`../../specs/${source}`, import.meta.url), "utf8");
const parsed = parseEventPage(page, source);
const schemaText = page.slice(page.indexOf('{\n    "$schema"'));
const prose = page.slice(0, -schemaText.length);
const begins = `rotate-cvv-1.md:${prose.split("\n").length}\n`;

it("reads the vendored page", () => {
  expect(parsed).toEqual({
    domain: "cards",
    event: "rotate_cvv",
    version: 1,
    schema: JSON.parse(schemaText),
  });
});

describe("the same page in other forms reads alike", () => {
  it.each([
    ["Windows line breaks and a byte order mark", `\uFEFF${page.replaceAll("\n", "\r\n")}`],
    ["one line", page.replaceAll(/\s*\n\s*/g, " ")],
    ["no indentation", page.replaceAll(/\n +/g, "\n")],
    ["blank lines between all lines", page.replaceAll("\n", "\n\n")],
    ["a fenced schema", `${prose}\`\`\`json\n${schemaText}\n\`\`\`\n`],
    ["a fenced schema and a footer", `${prose}\`\`\`\n${schemaText}\n\`\`\`\n\nUpdated 3 months ago\n`],
    ["a heading before the schema", `${prose}\n# JSON Schema:\n${JSON.stringify(JSON.parse(schemaText))}`],
    [
      "Markdown emphasis",
      page.replace(
        "Domain: cards\nEvent: rotate_cvv\nVersion: 1",
        "**Domain**: `cards`\n\n**Event:** `rotate_cvv`  \n* Version: **1**",
      ),
    ],
    [
      "a table",
      page.replace(
        "Domain: cards\nEvent: rotate_cvv\nVersion: 1",
        "| Domain | cards |\n| Event | rotate_cvv |\n| Version | 1 |",
      ),
    ],
  ])("%s", (_form, text) => {
    expect(parseEventPage(text, source)).toEqual(parsed);
  });
});

describe("a JSON Schema alone", () => {
  const identity = { domain: "account", event: "account_change", version: 2 };

  it("takes the identity that is given", () => {
    expect(parseEventPage(schemaText, "x.json", identity)).toEqual({
      ...identity,
      schema: JSON.parse(schemaText),
    });
    expect(parseEventPage(`\`\`\`json\n${schemaText}\n\`\`\``, "x.md", identity)).toMatchObject(identity);
  });

  it("is an error without one", () => {
    expect(() => parseEventPage(schemaText, "events/upstream/x.json")).toThrow(
      /^events\/upstream\/x\.json\n.*which event it is.*\n.*domain, event and version/,
    );
  });

  it("a page's own identity counts", () => {
    expect(parseEventPage(page, source, identity)).toMatchObject({ domain: "cards" });
  });
});

describe("what is wrong, where, and how to mend it", () => {
  it.each([
    [
      "no Event line",
      page.replace("Event: rotate_cvv\n", ""),
      /above the JSON Schema\n.*no `Event:` line.*\n.*in this order/,
    ],
    [
      "no identity",
      page.replace(/Domain: .*\nEvent: .*\nVersion: .*\n/, ""),
      /no `Domain:`, no `Event:`, no `Version:` line/,
    ],
    [
      "a version that is no number",
      page.replace("Version: 1", "Version: one"),
      /no `Version:` line.*\n.*whole number/,
    ],
    [
      "lines apart",
      page.replace("Domain: cards\n", "").replace("|\n", "Domain: cards\n"),
      /do not follow each other/,
    ],
    [
      "two events",
      `Domain: cards\nEvent: update\nVersion: 1\n${page}`,
      /names two events: cards update 1 and cards rotate_cvv 1/,
    ],
    [
      "a member of the schema twice",
      page.replace('"properties": {', '"type": 1, "properties": {'),
      /\.md:\d+:\d+\n {2}Its JSON cannot be read: an object has the member "type" a second time/,
    ],
    ["no schema", prose, /no JSON Schema at its end.*\n.*Get the page again/],
    ["an empty file", "", /no JSON Schema/],
    [
      "a schema that is cut off",
      page.slice(0, -200),
      new RegExp(`${begins}.*not valid JSON.*\n.*get it again`),
    ],
    [
      "a schema that is cut off after a part that is whole",
      `${prose}{"$schema": "x", "properties": {"a": {"type": "object", "properties": {}}`,
      /not valid JSON/,
    ],
    [
      "a schema with a stray comma",
      page.replace('"definitions": {}', '"definitions": {},'),
      new RegExp(`${begins}.*not valid JSON`),
    ],
  ])("%s", (_case, text, message) => {
    expect(() => parseEventPage(text, source)).toThrow(message);
  });
});
