import type { Problem } from "./event-error.ts";

/** Something in an accepted event that its document does not allow for. It never holds a value of the event. */
export interface Deviation {
  /** Where it is: a JSON pointer (RFC 6901) into the input. A name that the document does not declare shows as `*`. */
  readonly pointer: string;
  /**
   * - `enum`: a value that the document does not list; upstream adds values without notice.
   * - `format`: a text in another format than the document says, such as a date and time without a zone.
   * - `limit`: a length, a range or a count outside the document's limits.
   * - `alternatives`: a value that fits several of the document's alternatives where it allows one.
   * - `version`: the number at the end of `event_type` is not `schema_version`, which counts.
   */
  readonly kind: "enum" | "format" | "limit" | "alternatives" | "version";
}

/** What a check of an event found. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly deviations: readonly Deviation[];
}

/** What a generated validator reports. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly missingProperty?: string; readonly type?: string | readonly string[] };
}

/** A generated validator. What it found in its latest call is in `errors`. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}

/** Parts what a validator reports into problems and deviations. */
export function findingsOf(
  errors: readonly ValidatorError[],
  data: unknown,
  memberNames: readonly string[] | undefined,
): Findings {
  const problems: Problem[] = [];
  const deviations: Deviation[] = [];
  const shown = (pointer: string) => (memberNames ? masked(pointer, data, memberNames) : pointer);
  for (const error of errors) {
    const problem = problemOf(error, data);
    if (problem) problems.push({ ...problem, pointer: shown(problem.pointer) });
    else deviations.push({ pointer: shown(error.instancePath), kind: deviationKind(error.keyword) });
  }
  return { problems, deviations };
}

/** Each finding once: a value that fits none of several alternatives is reported for each of them. */
export function distinct<Finding extends Deviation | Problem>(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [Object.values(finding).join("\n"), finding])).values()];
}

function problemOf({ instancePath, keyword, params }: ValidatorError, data: unknown): Problem | undefined {
  if (params.missingProperty !== undefined) {
    const name = params.missingProperty.replaceAll("~", "~0").replaceAll("/", "~1");
    return { pointer: `${instancePath}/${name}`, kind: "missing", message: "is required" };
  }
  const unsafe = {
    pointer: instancePath,
    kind: "unsafe-integer",
    message: "is an integer beyond 2^53",
  } as const;
  switch (keyword) {
    case "type": {
      const types = [params.type ?? []].flat();
      const isNumber = types.includes("integer") || types.includes("number");
      if (isNumber && typeof valuesAlong(instancePath, data).at(-1) === "bigint") return unsafe;
      return { pointer: instancePath, kind: "type", message: `must be ${types.join(" or ")}` };
    }
    case "safeInteger":
      return unsafe;
    case "anyOf":
    case "oneOf":
    case "not":
    case "if":
    case "false schema":
      return {
        pointer: instancePath,
        kind: "alternatives",
        message: "fits none of the allowed alternatives",
      };
    default:
      return undefined;
  }
}

function deviationKind(keyword: string): Deviation["kind"] {
  if (keyword === "enum" || keyword === "const") return "enum";
  return keyword === "format" ? "format" : "limit";
}

/** The pointer with `*` for each name that is not declared. */
function masked(pointer: string, data: unknown, memberNames: readonly string[]): string {
  const values = valuesAlong(pointer, data);
  return tokensOf(pointer)
    .map((token, index) => (Array.isArray(values[index]) || memberNames.includes(token) ? `/${token}` : "/*"))
    .join("");
}

/** The values on the way from the whole to the one that `pointer` points to. */
function valuesAlong(pointer: string, data: unknown): readonly unknown[] {
  const values = [data];
  for (const token of tokensOf(pointer)) {
    values.push((values.at(-1) as Record<string, unknown> | null | undefined)?.[token]);
  }
  return values;
}

/** A JSON pointer's reference tokens, unescaped. */
export function tokensOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
