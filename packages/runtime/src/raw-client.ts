import type { CallOptions } from "./options.ts";

/**
 * Calls by method and path template, typed by a document's `paths` as openapi-typescript writes them:
 * `raw.POST("/…/{cardId}", { params, body })`.
 */
export type RawClient<Paths> = {
  readonly [Each in Method as Uppercase<Each>]: <
    Path extends PathsWith<Paths, Each>,
    As extends ParseAs = "json",
  >(
    path: Path,
    ...init: Init<OperationAt<Paths, Path, Each>, As>
  ) => Promise<RawAnswer<OperationAt<Paths, Path, Each>, As>>;
} & {
  /** The same, with the method as a value. */
  readonly request: <Each extends Method, Path extends PathsWith<Paths, Each>, As extends ParseAs = "json">(
    method: Each,
    path: Path,
    ...init: Init<OperationAt<Paths, Path, Each>, As>
  ) => Promise<RawAnswer<OperationAt<Paths, Path, Each>, As>>;
};

/** What the body of a success is read as. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer";

/** `data` of a success or `error` of anything else, each as the document declares it; the response's body has been read. */
export type RawAnswer<Operation, As extends ParseAs = "json"> =
  | { data: Parsed<ContentOf<Operation, "2">, As>; error?: never; response: Response }
  | { data?: never; error: ContentOf<Operation, "4" | "5" | "default">; response: Response };

type Method = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

type PathsWith<Paths, Each extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends { readonly [M in Each]: unknown } ? Path : never;
}[keyof Paths];

type OperationAt<Paths, Path extends keyof Paths, Each extends Method> = Paths[Path][Each &
  keyof Paths[Path]];

/** Left out where nothing in it is required. */
type Init<Operation, As> =
  Record<never, never> extends RawOptions<Operation, As>
    ? [init?: RawOptions<Operation, As>]
    : [init: RawOptions<Operation, As>];

type RawOptions<Operation, As> = CallOptions & { readonly parseAs?: As } & Params<Operation> &
  Body<Operation>;

type Params<Operation> = Operation extends { readonly parameters: infer Places }
  ? Record<never, never> extends Places
    ? { readonly params?: Places }
    : { readonly params: Places }
  : { readonly params?: never };

type Body<Operation> = Operation extends { readonly requestBody: infer Required }
  ? { readonly body: Content<Required> }
  : Operation extends { readonly requestBody?: infer Optional }
    ? { readonly body?: Content<NonNullable<Optional>> }
    : { readonly body?: never };

type ContentOf<Operation, Start extends string> = Operation extends { readonly responses: infer Responses }
  ? {
      [Status in keyof Responses]: Status extends string | number
        ? `${Status}` extends `${Start}${string}`
          ? Content<Responses[Status], undefined>
          : never
        : never;
    }[keyof Responses]
  : never;

/** Of any media type. */
type Content<Described, Otherwise = never> = [Described] extends [{ readonly content: infer Types }]
  ? Types[keyof Types]
  : Otherwise;

type Parsed<Data, As> = As extends "text"
  ? string
  : As extends "blob"
    ? Blob
    : As extends "arrayBuffer"
      ? ArrayBuffer
      : Data;
