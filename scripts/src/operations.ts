import type { HostKind, Operation, Parameter, Repeatability, ResultKind } from "@pismo-client/runtime";
import type { methods } from "./assemble.ts";
import { DocumentError } from "./document-error.ts";
import { eachOperation } from "./each-operation.ts";
import { isObject, type Json, type JsonObject, pointer, resolve } from "./json.ts";
import { camelCase, identifier } from "./names.ts";
import { effectiveParameters, isIgnored } from "./parameters.ts";

/** An operation of a document, as the emitters see it. */
export interface OperationModel {
  /** What the generated client keeps at run time. */
  readonly metadata: Operation;
  readonly summary: string;
  readonly description: string;
  /** What our overlay adds to the document's own words. */
  readonly notes: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly ParameterModel[];
  /** The media type of the request body, as the document has it; absent where there is no body. */
  readonly bodyType?: string;
  readonly success: readonly SuccessModel[];
  /** The URLs that the document lists for it, first the one used in the sandbox. */
  readonly servers: readonly string[];
}

export interface ParameterModel {
  readonly name: string;
  readonly in: Parameter["in"];
  readonly required: boolean;
  readonly description: string;
}

export interface SuccessModel {
  /** As the document has it: `200`, `2XX` or `default`. */
  readonly status: string;
  readonly kind: ResultKind;
  /** As the document has it; absent where the response has no content. */
  readonly mediaType?: string;
}

/** The operations of a whole document, in the order of its paths. */
export function readOperations(document: JsonObject, source: string): OperationModel[] {
  const operations: OperationModel[] = [];
  const names = new Map<string, string>();
  for (const { path, method } of eachOperation(document)) {
    const place = `${source}${pointer("paths", path, method)}`;
    const model = readOperation(document, path, method, source);
    const { name } = model.metadata;
    const earlier = names.get(name);
    if (earlier) {
      throw new DocumentError(
        [earlier, place],
        `Both operations would be named \`${name}\`.`,
        "Give one of them a name in the overlay: `x-pismo-client: { name: … }`.",
      );
    }
    names.set(name, place);
    operations.push(model);
  }
  if (operations.length === 0)
    throw new DocumentError(`${source}#/paths`, "The document describes no operation.");
  return operations;
}

/** The operation that a document is known to have at this path. */
export function readOperation(
  document: JsonObject,
  path: string,
  method: (typeof methods)[number],
  source: string,
): OperationModel {
  const place = `${source}${pointer("paths", path, method)}`;
  const item = (document.paths as JsonObject)[path] as JsonObject;
  const operation = item[method] as JsonObject;
  const { name, retry, note } = readExtension(operation, place);
  const servers = effectiveServers(document, item, operation).map(({ url }) => url);
  const parameters = readParameters(document, path, item, operation, place);
  const body = resolve(document, operation.requestBody);
  const content = (body?.content ?? {}) as JsonObject;
  const bodyType = preferred(Object.keys(content));
  const success = readSuccess(document, method, operation);
  refuseCollisions(parameters, bodyType !== undefined, place);
  const metadata: Operation = {
    name: name ?? operationName(operation, method, path),
    method: method.toUpperCase() as Operation["method"],
    path,
    ...hostOf(servers, place),
    retry: retry ?? repeatability(method),
    parameters: Object.fromEntries(parameters.map(({ model, metadata }) => [model.name, metadata])),
    ...(body &&
      bodyType !== undefined && {
        body: { mediaType: contentType(bodyType), required: body.required === true },
      }),
    success: Object.fromEntries(
      success.map(({ status, kind }) => [/^\dxx$/.test(status) ? status.toUpperCase() : status, kind]),
    ),
  };
  return {
    metadata,
    summary: text(operation.summary),
    description: text(operation.description),
    notes: [...(note ? [note] : []), ...cookieNote(document, item, operation)],
    deprecated: operation.deprecated === true,
    parameters: parameters.map(({ model }) => model),
    ...(bodyType !== undefined && { bodyType }),
    success,
    servers,
  };
}

/** Names that a client has for something else, or that `await` would call. */
const taken = ["raw", "then"];

function operationName(operation: JsonObject, method: string, path: string): string {
  const id = operation.operationId;
  const name = camelCase(typeof id === "string" && id ? id : `${method} ${path.replaceAll("{", "by {")}`);
  return taken.includes(name) ? `${name}_` : identifier(name);
}

interface Extension {
  readonly name?: string;
  readonly retry?: Repeatability;
  readonly note?: string;
}

/** What our overlays say of an operation, in one member of its own: `x-pismo-client`. */
function readExtension(operation: JsonObject, place: string): Extension {
  const extension = operation["x-pismo-client"] ?? {};
  const here = `${place}/x-pismo-client`;
  if (!isObject(extension)) throw new DocumentError(here, "An object was expected here.");
  for (const [member, value] of Object.entries(extension)) {
    if (!["name", "retry", "note"].includes(member)) {
      throw new DocumentError(
        `${here}/${member}`,
        `There is no \`${member}\` here; \`name\`, \`retry\` and \`note\` are known.`,
      );
    }
    if (typeof value !== "string")
      throw new DocumentError(`${here}/${member}`, "A string was expected here.");
  }
  const { name, retry } = extension;
  if (
    name !== undefined &&
    (!/^[a-z][A-Za-z0-9]*$/.test(String(name)) || identifier(String(name)) !== name || taken.includes(name))
  ) {
    throw new DocumentError(`${here}/name`, `\`${name}\` cannot be the name of a function.`);
  }
  if (retry !== undefined && !["safe", "idempotent", "never"].includes(String(retry))) {
    throw new DocumentError(
      `${here}/retry`,
      `\`${retry}\` is none of \`safe\`, \`idempotent\` and \`never\`.`,
    );
  }
  return extension as Extension;
}

export interface Server {
  /** The default of each variable put in. */
  readonly url: string;
  readonly description: string;
}

/** The servers of an operation: its own, else its path's, else the document's. */
export function effectiveServers(document: JsonObject, item: JsonObject, operation: JsonObject): Server[] {
  const servers = operation.servers ?? item.servers ?? document.servers ?? [];
  return [servers]
    .flat()
    .filter(isObject)
    .map(({ url, description, variables }) => ({
      url: String(url).replaceAll(/\{([^}]*)\}/g, (whole, name) => {
        const variable = isObject(variables) && variables[name];
        return isObject(variable) && variable.default !== undefined ? String(variable.default) : whole;
      }),
      description: text(description),
    }));
}

/** A host name with a part `pci`, as in `gw-pci.pismolabs.io`, serves PCI data. */
export function hostKind(server: string): HostKind {
  return /(^|[.-])pci([.-]|$)/.test(new URL(server).hostname) ? "pci" : "api";
}

/** The path of a server, to which an operation's path is added. */
export function basePathOf(server: string): string {
  return new URL(server).pathname.replace(/\/+$/, "");
}

function hostOf(servers: readonly string[], place: string): { host: HostKind; basePath: string } {
  const usable = servers.filter((server) => URL.canParse(server));
  const kinds = new Set(usable.map(hostKind));
  const basePaths = new Set(usable.map(basePathOf));
  const [host] = kinds;
  const [basePath] = basePaths;
  if (host === undefined || basePath === undefined) {
    throw new DocumentError(
      place,
      "No server with an absolute URL is stated for this operation.",
      "Say which it is by giving the document `servers` in the overlay, with the passage that it rests on.",
    );
  }
  if (kinds.size > 1 || basePaths.size > 1) {
    throw new DocumentError(
      place,
      `The document lists servers of ${kinds.size > 1 ? "both host kinds" : "different base paths"} for this operation: ${servers.join(", ")}`,
      "Say which it is by giving the operation its own `servers` in the overlay, with the passage that it rests on.",
    );
  }
  return { host, basePath };
}

/** RFC 9110, section 9.2; PATCH and POST promise nothing. */
function repeatability(method: (typeof methods)[number]): Repeatability {
  if (method === "get" || method === "head" || method === "options" || method === "trace") return "safe";
  return method === "put" || method === "delete" ? "idempotent" : "never";
}

interface ReadParameter {
  readonly model: ParameterModel;
  readonly metadata: Parameter;
}

const places = ["path", "query", "header"];
const styles = ["form", "simple", "spaceDelimited", "pipeDelimited", "deepObject", "label", "matrix"];

function readParameters(
  document: JsonObject,
  path: string,
  item: JsonObject,
  operation: JsonObject,
  place: string,
): ReadParameter[] {
  const here = `${place}/parameters`;
  const parameters = effectiveParameters(document, item, operation)
    .map((entry) => resolve(document, entry))
    .filter((parameter) => !isIgnored(parameter) && !isOptionalCookie(parameter))
    .map((parameter) => {
      if (typeof parameter?.name !== "string")
        throw new DocumentError(here, "A parameter was expected here, with a `name`.");
      const { name, style = "simple" } = parameter;
      if (!places.includes(String(parameter.in))) {
        throw new DocumentError(
          here,
          `The parameter \`${name}\` is in \`${parameter.in}\`; only ${places.join(", ")} are supported.`,
        );
      }
      if (!styles.includes(String(style)))
        throw new DocumentError(
          here,
          `The parameter \`${name}\` has no style that OpenAPI knows: \`${style}\`.`,
        );
      const in_ = parameter.in as Parameter["in"];
      return {
        model: {
          name,
          in: in_,
          required: parameter.required === true || in_ === "path",
          description: text(parameter.description),
        },
        metadata: parameterMetadata(document, parameter, in_),
      };
    });
  const inTemplate = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name!);
  const declared = parameters.filter(({ model }) => model.in === "path").map(({ model }) => model.name);
  for (const name of [...inTemplate, ...declared]) {
    if (inTemplate.includes(name) && declared.includes(name)) continue;
    const [what, mend] = declared.includes(name)
      ? [
          "is declared, but the path template lacks it",
          "Remove it in the overlay, or declare where it really goes.",
        ]
      : ["is in the path template, but not declared", "Declare it in the overlay."];
    throw new DocumentError(here, `The path parameter \`${name}\` ${what}.`, mend);
  }
  return parameters;
}

function cookieNote(document: JsonObject, item: JsonObject, operation: JsonObject): string[] {
  const cookies = effectiveParameters(document, item, operation)
    .map((entry) => resolve(document, entry))
    .filter(isOptionalCookie);
  return cookies.length > 0
    ? [`Not sent, as all cookies: ${cookies.map((cookie) => `\`${cookie?.name}\``).join(", ")}.`]
    : [];
}

/** A client has no cookies to send: an operation that can go without one is called without it. */
function isOptionalCookie(parameter: JsonObject | undefined): boolean {
  return parameter?.in === "cookie" && parameter.required !== true;
}

function parameterMetadata(document: JsonObject, parameter: JsonObject, place: Parameter["in"]): Parameter {
  const usual = place === "query" ? "form" : "simple";
  const style = (parameter.style ?? usual) as NonNullable<Parameter["style"]>;
  const explode = parameter.explode ?? style === "form";
  return {
    in: place,
    type: schemaType(resolve(document, parameter.schema)),
    ...((parameter.required === true || place === "path") && { required: true }),
    ...(style !== usual && { style }),
    ...(explode !== (style === "form") && { explode: explode === true }),
  };
}

const types = ["string", "integer", "number", "boolean", "array", "object"];

function schemaType(schema: JsonObject | undefined): Parameter["type"] {
  const stated = [schema?.type ?? []].flat().filter((type) => type !== "null");
  return stated.length === 1 && types.includes(String(stated[0]))
    ? (stated[0] as Parameter["type"])
    : "unknown";
}

function readSuccess(document: JsonObject, method: string, operation: JsonObject): SuccessModel[] {
  const responses = Object.entries((operation.responses ?? {}) as JsonObject);
  const declared = responses.filter(([status]) => /^2(\d\d|XX)$/i.test(status));
  return (declared.length > 0 ? declared : responses.filter(([status]) => status === "default")).map(
    ([status, entry]) => {
      const content = (resolve(document, entry)?.content ?? {}) as JsonObject;
      const mediaType = preferred(Object.keys(content));
      // RFC 9110: a HEAD request, and the statuses 204 and 205, have no content whatever the document says.
      if (mediaType === undefined || method === "head" || status === "204" || status === "205")
        return { status, kind: "none" };
      const schema = resolve(document, resolve(document, content[mediaType])?.schema);
      return { status, mediaType, kind: schema?.format === "binary" ? "bytes" : mediaKind(mediaType) };
    },
  );
}

/** JSON where the document offers it: it is what the types describe. */
function preferred(mediaTypes: readonly string[]): string | undefined {
  return mediaTypes.find((type) => mediaKind(type) === "json") ?? mediaTypes[0];
}

/** What content of a media type is. Documents misspell them: `Application/json`, `application/json:`. */
export function mediaKind(mediaType: string): Exclude<ResultKind, "none"> {
  const type = mediaType.trim();
  if (/(^|[/+])json(?![\w.+-])/i.test(type) || type === "*/*" || type === "application/*") return "json";
  return /^text\/|[/+]xml\b|\/x-www-form-urlencoded/i.test(type) ? "text" : "bytes";
}

const usualTypes = {
  json: "application/json",
  text: "text/plain",
  bytes: "application/octet-stream",
} as const;

/** What is sent as `content-type`: a media type (RFC 9110, section 8.3.1) even where the document misspells it or gives a range. */
function contentType(mediaType: string): string {
  const wellFormed = /^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w-]+=[^;,\s]+)*/.exec(mediaType.trim().toLowerCase());
  return wellFormed?.[0] ?? usualTypes[mediaKind(mediaType)];
}

function refuseCollisions(parameters: readonly ReadParameter[], hasBody: boolean, place: string): void {
  const seen = new Set<string>(hasBody ? ["body"] : []);
  for (const { model } of parameters) {
    if (seen.has(model.name)) {
      throw new DocumentError(
        `${place}/parameters`,
        `Two parts of the input would be named \`${model.name}\`.`,
      );
    }
    seen.add(model.name);
  }
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}
