import { cutCycles } from "./cut-cycles.ts";
import { follow, isJson, type Json } from "./document-place.ts";
import { type FormShape, readFormShape } from "./form-body.ts";

/** What our own extension of an operation tells about the document that Prism does not see. */
export type PrismExtension = {
  /** The path template as the document has it. */
  readonly path: string;
  /** The document's names of path parameters, by the names that Prism gets. */
  readonly names: { readonly [alias: string]: string };
  /** The members of a form, where the operation takes one. */
  readonly form?: FormShape;
  /** The media types of the forms. */
  readonly formTypes: readonly string[];
};

export const prismExtension = "x-pismo-mock";

/** The media type under which Prism gets a form's fields: it does not read files, lists and objects in forms. */
export const formMediaType = "application/x-pismo-mock-form";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** A copy of a document with what Prism cannot read written so that it can, and with what it would check wrongly left out. */
export function prismDocument(document: object): object {
  const result = structuredClone(document) as Json;
  cutCycles(result);
  const paths = asJson(result.paths);
  for (const [path, item] of Object.entries(paths).map(([path, item]) => [path, asJson(item)] as const)) {
    const { template, names } = prismPath(path);
    if (template !== path) {
      delete paths[path];
      paths[template] = item;
    }
    const shared = parametersOf(result, item, names);
    if (item.parameters) item.parameters = shared;
    for (const method of methods) {
      const operation = item[method];
      if (!isJson(operation)) {
        delete item[method];
        continue;
      }
      if (operation.parameters) operation.parameters = parametersOf(result, operation, names);
      const form = prepareBody(result, operation);
      prepareResponses(result, operation);
      // Prism would call them: a mock sends nothing to anybody.
      delete operation.callbacks;
      operation[prismExtension] = { path, names, ...form } satisfies PrismExtension;
    }
  }
  return result;
}

/** Prism takes only words for the names of path parameters, and compares a path as it is encoded. */
function prismPath(path: string): { template: string; names: { [alias: string]: string } } {
  const names: { [alias: string]: string } = {};
  const renamed = path.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    if (/^[A-Za-z]\w*$/.test(name)) return whole;
    const alias = `path_parameter_${Object.keys(names).length + 1}`;
    names[alias] = name;
    return `{${alias}}`;
  });
  return { template: renamed.replaceAll(/[^\x21-\x7e]+/g, encodeURIComponent), names };
}

function parametersOf(document: Json, owner: Json, names: { readonly [alias: string]: string }): Json[] {
  const list = Array.isArray(owner.parameters) ? owner.parameters : [];
  return list.map((entry) => prismParameter({ ...follow(document, entry) }, names));
}

function prismParameter(parameter: Json, names: { readonly [alias: string]: string }): Json {
  const alias = Object.keys(names).find((each) => names[each] === parameter.name);
  if (parameter.in === "path" && alias) parameter.name = alias;
  // Prism takes no style for one that joins the values of a list.
  parameter.style ??= parameter.in === "query" || parameter.in === "cookie" ? "form" : "simple";
  parameter.explode ??= parameter.style === "form";
  // JSON in a parameter: Prism would take the text for the value.
  if (isJson(parameter.content)) {
    delete parameter.content;
    parameter.schema = {};
  }
  // Prism compares text, which may be a number as well as a string.
  if (isJson(parameter.schema) && Array.isArray(parameter.schema.oneOf)) {
    const { oneOf, ...schema } = parameter.schema;
    parameter.schema = { ...schema, anyOf: oneOf };
  }
  return parameter;
}

/** Media types as clients send them, forms as the mock reads them, and no schema for what is not JSON. */
function prepareBody(document: Json, operation: Json): Pick<PrismExtension, "form" | "formTypes"> {
  const body = follow(document, operation.requestBody);
  if (!isJson(body?.content)) return { formTypes: [] };
  const content: Json = {};
  const formTypes: string[] = [];
  let form: FormShape | undefined;
  for (const [declared, value] of Object.entries(body.content)) {
    const mediaType = wellFormed(declared);
    const media = { ...follow(document, value) };
    if (/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/.test(mediaType)) {
      formTypes.push(mediaType);
      form ??= readFormShape(document, media.schema);
      content[formMediaType] ??= { schema: media.schema };
    } else {
      const isText = follow(document, media.schema)?.type === "string" && mediaType.startsWith("text/");
      if (!/json|\*/.test(mediaType) && !isText) delete media.schema;
      content[mediaType] ??= media;
    }
  }
  operation.requestBody = { ...body, content };
  return { formTypes, ...(form && { form }) };
}

/** What a client sends for a media type that a document misspells, such as `Application/json` and `application/json:`. */
function wellFormed(mediaType: string): string {
  const type = mediaType.trim().toLowerCase();
  const [start = ""] = /^[\w.+*-]+\/[\w.+*-]+/.exec(type) ?? [];
  return start || (type.includes("json") ? "application/json" : "application/octet-stream");
}

function prepareResponses(document: Json, operation: Json): void {
  const responses: Json = {};
  for (const [code, entry] of Object.entries(asJson(operation.responses))) {
    const response = { ...follow(document, entry) };
    if (isJson(response.content)) {
      response.content = Object.fromEntries(
        Object.entries(response.content).map(([type, value]) => [
          type,
          withContent(type, { ...follow(document, value) }),
        ]),
      );
    }
    responses[/^\dxx$/.test(code) ? code.toUpperCase() : code] = response;
  }
  operation.responses = responses;
}

/** Prism answers with no content at all where no schema says what it is. */
function withContent(mediaType: string, media: Json): Json {
  const isStated = isJson(media.schema) || media.example !== undefined || media.examples !== undefined;
  return isStated || !/json/i.test(mediaType) ? media : { ...media, schema: { type: "object" } };
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}
