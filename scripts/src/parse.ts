import { load, YAMLException } from "js-yaml";
import { DocumentError } from "./document-error.ts";
import { copy, type Json } from "./json.ts";
import { checkPlain, maxDepth } from "./plain-json.ts";
import { scanJson } from "./scan-json.ts";

/**
 * Parses JSON, with the line and column of a mistake.
 * @param start where the JSON begins in `text`, for one that a page holds
 * @param end where it ends
 */
export function parseJson(text: string, source: string, start = 0, end: number = text.length): Json {
  const json = text.slice(start, end);
  const mistake = (offset: number, what: string): DocumentError => {
    const before = text.slice(0, start + offset).split("\n");
    const place = `${source}:${before.length}:${before.at(-1)!.length + 1}`;
    return new DocumentError(place, `Its JSON cannot be read: ${what}`);
  };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw mistake(scanJson(json).offset, (error as Error).message.replace(/( in JSON)? at position .*/, ""));
  }
  const plain = checkPlain(value, source);
  const { repeated } = scanJson(json);
  if (repeated)
    throw mistake(repeated.offset, `an object has the member ${JSON.stringify(repeated.name)} a second time`);
  return plain;
}

/** Parses YAML 1.2 (its core schema), with the line and column of a mistake. An alias is a value of its own. */
export function parseYaml(text: string, source: string): Json {
  let value: unknown;
  try {
    value = load(text, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    // A text without any value is `null`, as in a file of comments.
    if (!mark && /input is empty/.test(reason)) return null;
    const place = mark ? `:${mark.line + 1}:${mark.column + 1}` : "";
    throw new DocumentError(source + place, `Its YAML cannot be read: ${reason}`);
  }
  return copy(checkPlain(value, source, text.length));
}
