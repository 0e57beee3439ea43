import { readFileSync } from "node:fs";

const page = readFileSync(
  new URL("../../../specs/events/upstream/cards-rotate-cvv-1.md", import.meta.url),
  "utf8",
);

/** The JSON Schema in the page of cards.rotate_cvv, as published. */
export const schema: {
  readonly $schema: string;
  readonly required: readonly string[];
  readonly examples: readonly unknown[];
  readonly properties: {
    readonly [name: string]: {
      readonly type: string | readonly string[];
      readonly enum?: readonly string[];
      readonly format?: string;
      readonly examples?: readonly unknown[];
    };
  };
} = JSON.parse(page.slice(page.indexOf('{\n    "$schema"')));
