import type { WriteBody } from "./body.ts";

/** Which host of an environment serves an operation: the ordinary API host, or the one that takes PCI data. */
export type HostKind = "api" | "pci";

/**
 * What repeating a request does, when the first one may have been executed:
 * - `safe`: it only reads (RFC 9110, section 9.2.1);
 * - `idempotent`: twice is the same as once (RFC 9110, section 9.2.2, or the API's own document);
 * - `never`: it may do something a second time.
 */
export type Repeatability = "safe" | "idempotent" | "never";

/**
 * Writes a parameter that is more than a scalar in a plain style, where `writeScalar` checks and encodes its members.
 * A query parameter is written with its name; an empty one is `""`.
 */
export type WriteStructured = (
  name: string,
  value: unknown,
  parameter: Parameter,
  writeScalar: (member: unknown, type: Parameter["type"]) => string,
  refuse: (problem: string) => Error,
) => string;

/** How the body of a successful response is read. */
export type ResultKind = "json" | "text" | "bytes" | "none";

/** A parameter of an operation, as the document declares it. */
export interface Parameter {
  readonly in: "path" | "query" | "header";
  /** JSON type of its schema; `unknown` where the schema states none. */
  readonly type: "string" | "integer" | "number" | "boolean" | "array" | "object" | "unknown";
  readonly required?: true;
  /** Stated only where it is not OpenAPI's default for the place: `simple` in a path or header, `form` in a query. */
  readonly style?: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject" | "label" | "matrix";
  /** Stated only where it is not OpenAPI's default for the style: `true` for `form`, otherwise `false`. */
  readonly explode?: boolean;
}

/** What a generated client knows about one operation of its document. */
export interface Operation {
  /** Name of the generated function, such as `rotateCvv`. */
  readonly name: string;
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "PATCH" | "HEAD" | "OPTIONS" | "TRACE";
  /** Path template below the server, such as `/pcicards/v2/pcicards/cvv/{cardId}/reset`. */
  readonly path: string;
  readonly host: HostKind;
  /** Path of the document's server, such as `/cards-tokenization`; empty where the server is a bare host. */
  readonly basePath: string;
  readonly retry: Repeatability;
  readonly parameters: { readonly [name: string]: Parameter };
  /** Absent where the operation takes no body. */
  readonly body?: {
    readonly mediaType: string;
    readonly required: boolean;
    /** How it is written, where it is not JSON: `writeOtherBody`. */
    readonly write?: WriteBody;
  };
  /** How its parameters are written that are arrays or objects, or have a style: `writeStructured`. */
  readonly structured?: WriteStructured;
  /** The declared success statuses (`"200"`, `"2XX"`, `"default"`), and how the body of each is read. */
  readonly success: { readonly [status: string]: ResultKind };
}
