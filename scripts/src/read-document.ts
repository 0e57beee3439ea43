import { DocumentError } from "./document-error.ts";
import { isObject, type JsonObject } from "./json.ts";
import { parseJson, parseYaml } from "./parse.ts";
import { readReferencePage } from "./reference-page.ts";

/** The OpenAPI document in an upstream file: a reference page, JSON or YAML, told apart by the text itself. */
export function readDocument(text: string, source: string): JsonObject {
  const content = text.replace(/^\uFEFF/, "");
  const document = read(content, source);
  if (!isObject(document) || document.openapi === undefined) {
    throw new DocumentError(
      source,
      "This is no OpenAPI document: it has no `openapi` member.",
      "Expected a reference page with an `# OpenAPI definition`, or an OpenAPI 3.0 or 3.1 document as JSON or YAML.",
    );
  }
  if (typeof document.openapi !== "string" || !/^3\.[01]\.\d/.test(document.openapi)) {
    throw new DocumentError(
      `${source}#/openapi`,
      `OpenAPI ${JSON.stringify(document.openapi)} is not supported; 3.0 and 3.1 are, as text such as "3.1.0".`,
    );
  }
  return document;
}

function read(content: string, source: string): unknown {
  if (content.trimStart().startsWith("{")) return parseJson(content, source);
  const fragment = readReferencePage(content, source);
  if (fragment !== undefined) return fragment;
  // Prose is left alone: its mistakes as YAML would tell nobody anything.
  return /^["']?openapi["']?\s*:/m.test(content) ? parseYaml(content, source) : undefined;
}
