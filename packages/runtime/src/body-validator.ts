import type { Operation } from "./operation.ts";

/** What is wrong with a body, without its values; undefined if nothing is. */
export type ValidateBody = (operation: Operation, body: unknown) => string | undefined;

/** A check that was compiled from a schema. It throws nothing and leaves what it found in `errors`. */
export interface SchemaCheck {
  (data: unknown): boolean;
  errors?: readonly SchemaProblem[] | null;
}

/** One thing that a {@link SchemaCheck} found. */
export interface SchemaProblem {
  /** JSON pointer. */
  readonly instancePath: string;
  /** JSON Schema keyword, such as `required`. */
  readonly keyword: string;
  readonly params: { readonly missingProperty?: string };
}

/** The checks of the bodies that one API takes, as the package's `validators` have them. */
export interface BodyChecks {
  /** By method and path, such as `POST /v1/cards/{cardId}`. */
  readonly [operation: string]: {
    readonly check: SchemaCheck;
    /** The names of members that the document declares. Others come from the body, and are not shown. */
    readonly names: readonly string[];
  };
}

/** So many problems of a body are named. */
const SHOWN_PROBLEMS = 5;

/**
 * What the option `validate` takes: bodies are held against the schemas of their documents before they are sent. An
 * operation that `apis` do not have is not checked.
 * @example
 * createClient({ ..., validate: bodyValidator(cardsBodies) }); // of @pismo-client/cards/validators
 */
export function bodyValidator(...apis: readonly BodyChecks[]): ValidateBody {
  const known: BodyChecks = Object.assign({}, ...apis);
  return ({ method, basePath, path }, body) => {
    const { check, names } = known[`${method} ${basePath}${path}`] ?? {};
    if (!check || check(body)) return undefined;
    const found = new Set(check.errors!.map((problem) => describe(problem, body, names!)));
    const more = found.size > SHOWN_PROBLEMS ? ", …" : "";
    return `is not what the document describes: ${[...found].slice(0, SHOWN_PROBLEMS).join(", ")}${more}`;
  };
}

function describe(
  { instancePath, keyword, params }: SchemaProblem,
  body: unknown,
  names: readonly string[],
): string {
  let value = body;
  let shown = "";
  for (const token of instancePath.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    shown += Array.isArray(value) || names.includes(name) ? `/${token}` : "/*";
    value = Object(value)[name];
  }
  const { missingProperty: missing } = params;
  if (missing !== undefined) shown += `/${missing.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return `${shown || "the whole"} (${keyword})`;
}
