import { DocumentError } from "./document-error.ts";
import type { Json } from "./json.ts";
import { parseJson } from "./parse.ts";

const definition = /# OpenAPI definition\s+```(?:json)?\s*/;

/**
 * The fragment in a reference page: Markdown or plain text with an `# OpenAPI definition` and a fenced JSON block,
 * with its line breaks or without. Returns undefined for a text that has no such block.
 */
export function readReferencePage(text: string, source: string): Json | undefined {
  const heading = definition.exec(text);
  if (!heading) return undefined;
  const start = heading.index + heading[0].length;
  const end = endOfObject(text, start);
  if (end !== undefined && /^\s*```/.test(text.slice(end))) return parseJson(text, source, start, end);
  // The page has its last fence: it is whole, and the JSON is wrong.
  const page = text.trimEnd();
  if (page.endsWith("```") && page.length - 3 > start) return parseJson(text, source, start, page.length - 3);
  throw new DocumentError(
    source,
    "The JSON block below `# OpenAPI definition` does not end.",
    "The page was probably cut off: get it again.",
  );
}

/** Where the JSON object that begins at `start` ends. A description may hold a fence or a brace: strings are passed over. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return index + 1;
  }
  return undefined;
}
