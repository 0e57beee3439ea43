import { methods } from "./assemble.ts";
import { DocumentError } from "./document-error.ts";
import { type EventIdentity, parseEventPage } from "./event-page.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { readDocument } from "./read-document.ts";
import { readReferencePage } from "./reference-page.ts";
import type { Source } from "./sources.ts";

/** What a file from upstream is, told from its text alone. */
export interface UpstreamDocument {
  readonly kind: Source["kind"];
  /** The API's title; of an event its own. */
  readonly title: string;
  /** What its entry in the list of sources is called: the page's operation, the API or the event. */
  readonly name: string;
  /** What it describes; none for an event. */
  readonly operations: readonly OperationKey[];
  readonly event?: EventIdentity;
  /** `json`, `yaml` or `md`. */
  readonly extension: string;
}

/** What tells two operations apart. */
export interface OperationKey {
  /** `PUT /v1/cards/{}`: parameters' names make no difference. */
  readonly route: string;
  readonly id?: string;
  readonly summary: string;
}

/** A file that is neither an OpenAPI document nor an event. */
export class NotADocument extends DocumentError {}

/**
 * Tells what a file is.
 * @param identity the event that a bare JSON Schema describes
 * @throws NotADocument, or DocumentError for a document that cannot be read
 */
export function recognize(text: string, source: string, identity?: EventIdentity): UpstreamDocument {
  const content = text.replace(/^\uFEFF/, "");
  const isJson = content.trimStart().startsWith("{");
  const isPage = !isJson && readReferencePage(content, source) !== undefined;
  if (isPage || /^\s*["']?openapi["']?\s*:/m.test(content) || (isJson && /"openapi"\s*:/.test(content))) {
    const document = readDocument(text, source);
    const operations = operationKeys(document);
    const title = textOf((document.info as JsonObject | undefined)?.title);
    return {
      kind: isPage ? "reference-page" : "openapi",
      title,
      name: (isPage && operations[0]?.summary) || title,
      operations,
      extension: isPage ? "md" : isJson ? "json" : "yaml",
    };
  }
  if (/^\s*</.test(content)) {
    throw new NotADocument(
      source,
      "This is HTML, not the document.",
      "Get the page as Markdown: many documentation sites serve it at the page's address with `.md` at its end.",
    );
  }
  if (!isEvent(content)) {
    throw new NotADocument(
      source,
      "This is neither an OpenAPI document nor an event.",
      "Expected a reference page with an `# OpenAPI definition`, OpenAPI 3.0 or 3.1 as JSON or YAML, an event page, or an event's JSON Schema.",
    );
  }
  return recognizeEvent(content, source, isJson, identity);
}

function isEvent(content: string): boolean {
  return /"\$schema"|"properties"/.test(content);
}

function recognizeEvent(
  content: string,
  source: string,
  isSchema: boolean,
  identity: EventIdentity | undefined,
): UpstreamDocument {
  if (isSchema && !identity) {
    throw new DocumentError(
      source,
      "A JSON Schema alone does not say which event it is.",
      "Name it, as in: --event cards.rotate_cvv@1",
    );
  }
  const { schema, domain, event, version } = parseEventPage(content, source, identity);
  const title = textOf((schema as JsonObject).title) || `${domain} ${event}`;
  return {
    kind: isSchema ? "event-schema" : "event-page",
    title,
    name: title,
    operations: [],
    event: { domain, event, version },
    extension: isSchema ? "json" : "md",
  };
}

function operationKeys(document: JsonObject): OperationKey[] {
  return Object.entries((document.paths ?? {}) as JsonObject).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(operation)) return [];
      const id = textOf(operation.operationId);
      const route = `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
      return [{ route, summary: textOf(operation.summary), ...(id && { id }) }];
    }),
  );
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}
