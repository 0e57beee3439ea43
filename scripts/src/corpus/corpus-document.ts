import { assemble } from "../assemble.ts";
import { DocumentError } from "../document-error.ts";
import { eachOperation } from "../each-operation.ts";
import { isObject, type JsonObject, pointer, resolve } from "../json.ts";
import { camelCase } from "../names.ts";
import {
  effectiveServers,
  hostKind,
  type OperationModel,
  readOperation,
  readOperations,
} from "../operations.ts";
import { applyOverlay } from "../overlay.ts";
import { proposeServers } from "../propose-servers.ts";
import { readDocument } from "../read-document.ts";

/** A document as a maintainer would have it after answering what the pipeline asks of an overlay. */
export interface CorpusDocument {
  readonly title: string;
  /** With what an overlay would add, and without the operations that are left out. */
  readonly document: JsonObject;
  readonly operations: readonly OperationModel[];
  /** How many operations the document declares. */
  readonly declared: number;
  readonly leftOut: readonly Finding[];
  /** What an overlay would have to say, and what was taken for it here. */
  readonly assumptions: readonly Finding[];
}

/** Something about a place of a document. */
export interface Finding {
  /** File and JSON pointer. */
  readonly place: string;
  readonly what: string;
}

export function findingOf({ places, what }: DocumentError): Finding {
  return { place: places.join(" and "), what };
}

/** Stands for the server that a document does not state: nothing is ever sent there. */
const standIn = "https://server.invalid";

/** @throws DocumentError where the document as a whole cannot be read */
export function readCorpusDocument(text: string, source: string): CorpusDocument {
  const assembled = assemble([{ source, document: readDocument(text, source) }]);
  const document = applyOverlay(assembled, proposeServers(assembled, source));
  const leftOut: Finding[] = [];
  const assumptions: Finding[] = [];
  const names = new Map<string, string>();
  let declared = 0;
  for (const { path, method, item, operation } of eachOperation(document)) {
    declared++;
    const place = `${source}${pointer("paths", path, method)}`;
    const servers = chooseServers(document, item, operation);
    if (servers) {
      assumptions.push({ place, what: servers.why });
      operation.servers = [{ url: servers.url }];
    }
    const credentials = otherCredentials(document, operation);
    if (credentials) {
      assumptions.push({ place: `${place}/security`, what: credentials });
      operation.security = [];
    }
    try {
      const { name } = readOperation(document, path, method, source).metadata;
      const earlier = names.get(name);
      if (earlier !== undefined) {
        operation["x-pismo-client"] = { name: freeName(camelCase(`${method} ${path}`), names) };
        assumptions.push({
          place,
          what: `It would be named \`${name}\`, as ${earlier} is: its path names it.`,
        });
      }
      names.set(
        readOperation(document, path, method, source).metadata.name,
        `${method.toUpperCase()} ${path}`,
      );
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      leftOut.push(findingOf(error));
      delete item[method];
    }
  }
  return {
    title: String((document.info as JsonObject | undefined)?.title ?? source),
    document,
    operations: declared > leftOut.length ? readOperations(document, source) : [],
    declared,
    leftOut,
    assumptions,
  };
}

/** The one server of an operation, where its document states none with a host, or several that differ in their path. */
function chooseServers(
  document: JsonObject,
  item: JsonObject,
  operation: JsonObject,
): { readonly url: string; readonly why: string } | undefined {
  const servers = effectiveServers(document, item, operation).map(({ url }) => url);
  const [first, ...others] = servers.filter((url) => URL.canParse(url));
  if (first === undefined) {
    const relative = servers.find((url) => URL.canParse(url, standIn)) ?? "/";
    const url = new URL(relative, standIn).href;
    return { url, why: `No server with a host is stated: it is called as if there were ${url}.` };
  }
  const differs = (url: string) =>
    hostKind(url) !== hostKind(first) || new URL(url).pathname !== new URL(first).pathname;
  if (!others.some(differs)) return undefined;
  return { url: first, why: `Its servers differ in more than the environment: ${first} is taken.` };
}

/** Why the client's bearer token is not what an operation asks for. */
function otherCredentials(document: JsonObject, operation: JsonObject): string | undefined {
  const alternatives = [operation.security ?? document.security ?? []].flat().filter(isObject);
  const schemes = (document.components as JsonObject | undefined)?.securitySchemes as JsonObject | undefined;
  const isBearer = (name: string): boolean => {
    const scheme = resolve(document, schemes?.[name]);
    return (
      /^(oauth2|openIdConnect)$/.test(String(scheme?.type)) || /^bearer$/i.test(String(scheme?.scheme ?? ""))
    );
  };
  if (alternatives.length === 0 || alternatives.some((each) => Object.keys(each).every(isBearer)))
    return undefined;
  const asked = alternatives.map((each) => Object.keys(each).join(" and ")).join(" or ");
  return `It asks for ${asked}, and clients send a bearer token: it is called as if it asked for that.`;
}

function freeName(wanted: string, taken: ReadonlyMap<string, string>): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    if (!taken.has(name)) return name;
  }
}
