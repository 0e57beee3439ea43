import { createRequire } from "node:module";
import { prismDocument } from "./prism-document.ts";

// Prism is typed here as far as it is used: its own declarations import types of packages that it does
// not install, and the declarations that we publish must not depend on them.

type Either<L, R> =
  | { readonly _tag: "Left"; readonly left: L }
  | { readonly _tag: "Right"; readonly right: R };

/** An operation in Prism's own form. */
export type PrismOperation = {
  readonly method: string;
  readonly path: string;
  readonly servers?: readonly PrismServer[];
  readonly extensions?: { readonly [name: string]: unknown };
  readonly iid?: string;
  readonly request?: {
    readonly [place in "path" | "query" | "headers"]?: readonly { readonly name: string }[];
  };
  readonly responses: readonly PrismResponse[];
};

export type PrismServer = {
  readonly url: string;
  readonly variables?: { readonly [name: string]: { readonly default: string } };
};

export type PrismResponse = {
  readonly code: string;
  readonly contents?: readonly {
    readonly mediaType: string;
    readonly examples?: readonly { readonly key: string }[];
  }[];
};

export type PrismRequest = {
  readonly method: string;
  readonly url: { readonly path: string; readonly query: { readonly [name: string]: string | string[] } };
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
};

/** What a request asks of Prism's negotiation; the `Prefer` header's `code`, `example`, `dynamic` and `seed`. */
export type Preference = {
  readonly code?: number;
  readonly exampleKey?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
};

/** One finding of Prism's validation; severity 0 is an error. */
export type Diagnostic = {
  readonly message: string;
  readonly severity: number | string;
  readonly path?: readonly string[];
  readonly code?: string | number;
};

export type PrismOutput = {
  readonly output: {
    readonly statusCode: number;
    readonly headers?: { readonly [name: string]: string | number | null };
    readonly body?: unknown;
  };
  readonly validations: { readonly input: readonly Diagnostic[] };
};

/** Prism's `ProblemJsonError`; an ordinary Error where Prism could not make a response. */
export type PrismProblem = Error & {
  readonly status?: number;
  readonly detail?: string;
  readonly additional?: {
    readonly headers?: { readonly [name: string]: string };
    readonly validation?: readonly { readonly message: string; readonly code?: string | number }[];
  };
};

type PrismConfig = {
  readonly isProxy: false;
  readonly checkSecurity: boolean;
  readonly validateRequest: boolean;
  readonly validateResponse: boolean;
  readonly errors: boolean;
  readonly upstreamProxy: undefined;
  readonly mock: Preference & { readonly dynamic: boolean };
};

type PrismHttp = {
  createInstance(
    config: PrismConfig,
    components: { logger: unknown },
  ): {
    request(
      input: PrismRequest,
      operations: PrismOperation[],
      config: PrismConfig,
    ): () => Promise<Either<PrismProblem, PrismOutput>>;
  };
  getHttpOperationsFromSpec(document: object): Promise<PrismOperation[]>;
};

type PrismRouter = {
  default(question: {
    resources: readonly PrismOperation[];
    input: Pick<PrismRequest, "method" | "url">;
  }): Either<PrismProblem, PrismOperation>;
};

/** Prism, as the mock uses it. */
export type Prism = {
  /** The operations of a document. The document itself is left as it is. */
  readonly read: (document: object) => Promise<PrismOperation[]>;
  /** The operation that serves a method, in lower case, and a path. */
  readonly route: (
    operations: readonly PrismOperation[],
    method: string,
    path: string,
  ) => PrismOperation | undefined;
  /** Checks a request against an operation's document and makes up the response. */
  readonly answer: (
    operation: PrismOperation,
    request: PrismRequest,
    preference: Preference,
  ) => Promise<Either<PrismProblem, PrismOutput>>;
};

let loaded: Prism | undefined;

/** Loads Prism, once a process. It takes about a second, which is why it does not happen on import. */
export function loadPrism(): Prism {
  loaded ??= bind();
  return loaded;
}

function bind(): Prism {
  const require = createRequire(import.meta.url);
  const http = require("@stoplight/prism-http") as PrismHttp;
  const router = require("@stoplight/prism-http/dist/router") as PrismRouter;
  const instance = http.createInstance(configuration({}), { logger: silentLogger });
  return {
    read: (document) => http.getHttpOperationsFromSpec(prismDocument(document)),
    route(operations, method, path) {
      const found = router.default({ resources: operations, input: { method, url: { path, query: {} } } });
      return found._tag === "Right" ? found.right : undefined;
    },
    answer: (operation, request, preference) =>
      instance.request(request, [operation], configuration(preference))(),
  };
}

/** A new object for every request: Prism writes the request's media types into it. */
function configuration(preference: Preference): PrismConfig {
  return {
    isProxy: false,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false, ...preference },
  };
}

// Prism logs headers and bodies; the mock writes its own line, without secrets.
const ignore = (): void => {};
const silentLogger = {
  info: ignore,
  success: ignore,
  debug: ignore,
  trace: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
  child: (): unknown => silentLogger,
};
