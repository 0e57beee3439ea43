import { type HostKind, hostKind } from "./host-kind.ts";
import type { Prism, PrismOperation, PrismServer } from "./prism.ts";
import { type PrismExtension, prismExtension } from "./prism-document.ts";

/** An operation of one of the documents, with where it is served. */
export type ServedOperation = {
  /** Name of the generated function, such as `rotateCvv`. */
  readonly name: string;
  readonly api: string;
  readonly method: string;
  /** Path template below the base path. */
  readonly path: string;
  /** Path of the document's server, such as `/cards-tokenization`; empty where the server is a bare host. */
  readonly basePath: string;
  readonly host: HostKind;
  readonly prism: PrismOperation;
  /** How its document differs from what Prism has of it. */
  readonly original: PrismExtension;
};

// Documents are constants, so that many mocks in one process share operations and their compiled validators.
const read = new WeakMap<object, Promise<ServedOperation[]>>();

/** The operations of a document. */
export function serveDocument(prism: Prism, api: string, document: object): Promise<ServedOperation[]> {
  let operations = read.get(document);
  if (!operations) {
    operations = prism.read(document).then((all) => all.map((operation) => serve(api, operation)));
    read.set(document, operations);
  }
  return operations;
}

function serve(api: string, operation: PrismOperation): ServedOperation {
  const place = `${api}: ${operation.method.toUpperCase()} ${operation.path}`;
  const client = operation.extensions?.["x-pismo-client"] as { name?: string } | undefined;
  const name = client?.name ?? operation.iid;
  if (!name)
    throw new Error(`${place} has no name: \`x-pismo-client.name\` and operationId are both missing.`);
  const original = operation.extensions?.[prismExtension] as PrismExtension;
  const [server, ...others] = (operation.servers ?? []).map(serverUrl);
  if (!server) throw new Error(`${place} has no server.`);
  const host = hostKind(server);
  if (others.some((other) => hostKind(other) !== host)) {
    throw new Error(
      `${place} has servers of both host kinds. Give it \`servers\` of its own in the overlay.`,
    );
  }
  return {
    name,
    api,
    method: operation.method.toUpperCase(),
    path: original.path,
    basePath: server.pathname.replace(/\/+$/, ""),
    host,
    prism: operation,
    original,
  };
}

function serverUrl({ url, variables }: PrismServer): URL {
  const complete = url.replace(/\{([^}]+)\}/g, (_, name: string) => variables?.[name]?.default ?? name);
  return new URL(complete, "http://localhost");
}

/** Whether an operation's document declares a status. */
export function declaresStatus({ prism }: ServedOperation, status: number): boolean {
  return prism.responses.some(({ code }) => coversStatus(code, status));
}

/** Whether a response's code in the document, `404`, `4XX` or `default`, stands for a status. */
export function coversStatus(code: string, status: number): boolean {
  return [String(status), `${Math.floor(status / 100)}XX`, "DEFAULT"].includes(code.toUpperCase());
}

/** The decoded path parameters of a request's path below the base path. */
export function pathParameters({ path: template }: ServedOperation, path: string): Record<string, string> {
  const segments = path.split("/");
  return Object.fromEntries(
    template.split("/").flatMap((part, index) => {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      return name ? [[name, decodeURIComponent(segments[index] ?? "")]] : [];
    }),
  );
}
