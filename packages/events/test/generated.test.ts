import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as events from "../src/index.ts";

const folder = new URL("../src/generated/", import.meta.url);
const validators = readdirSync(folder).filter((name) => name.endsWith(".validate.ts"));

describe.each(validators)("%s", (name) => {
  const code = readFileSync(new URL(name, folder), "utf8");

  it("takes at most 2.5 KB of gzip", () => {
    expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(2500);
  });

  it("needs neither ajv, nor require, nor eval", () => {
    expect(code).not.toMatch(/\brequire\b\s*\(|\beval\b|\bFunction\b|from "(?!\.\.\/)/);
  });
});

/** Events whose published example its own document forbids, and why: `["cards.update_type 1", "lacks …"]`. */
const wrongExamples = new Map<string, string>();

const examples = Object.entries(events).flatMap(([name, definition]) => {
  const example: unknown = Reflect.get(events, `${name}Example`);
  if (!events.eventDefinitions.includes(definition as events.KnownDefinition) || !example) return [];
  const { type, version, check } = definition as events.KnownDefinition;
  return [{ id: `${type} ${version}`, check, example }];
});

it.each(examples)("$id accepts its published example", ({ id, check, example }) => {
  expect(check(example).problems.length > 0).toBe(wrongExamples.has(id));
});

it("cards.rotate_cvv has an example", () => {
  expect(examples.map(({ id }) => id)).toContain("cards.rotate_cvv 1");
});
