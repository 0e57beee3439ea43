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

describe.each(events.eventDefinitions.map((definition) => [definition.type, definition] as const))(
  "%s",
  (_type, definition) => {
    const example = Object.entries(events).find(
      ([name, value]) => name.endsWith("Example") && definition.check(value).problems.length === 0,
    );

    it("accepts its published example, without a deviation", () => {
      expect(example).toBeDefined();
      expect(definition.check(example?.[1])).toEqual({ problems: [], deviations: [] });
    });
  },
);
