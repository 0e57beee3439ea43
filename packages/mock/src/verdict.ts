import { maskText } from "./masking.ts";
import type { Diagnostic, Preference, Prism, PrismOutput, PrismProblem, PrismRequest } from "./prism.ts";
import { formMediaType } from "./prism-document.ts";
import { type Problem, problem } from "./problem.ts";
import { type Reply, serialize } from "./reply.ts";
import type { ServedOperation } from "./served-operation.ts";

/** What the documents say to a request. */
export type Verdict = {
  readonly reply: Reply;
  /** Why the request was refused, in words; empty where it was accepted. */
  readonly violations: readonly string[];
};

type Finding = Pick<Diagnostic, "message" | "code">;

/** Asks Prism for the response to a request. */
export async function judge(
  prism: Prism,
  operation: ServedOperation,
  request: PrismRequest,
  preference: Preference,
): Promise<Verdict> {
  try {
    const result = await prism.answer(operation.prism, request, preference);
    return result._tag === "Right"
      ? fromOutput(operation, result.right)
      : fromProblem(operation, result.left);
  } catch (error) {
    // Prism throws where it cannot parse an encoded path, an Accept or a Content-Type.
    return refused(problem(400, `The request cannot be read: ${maskText((error as Error).message)}.`));
  }
}

/** The verdict of a refusal by the mock itself. */
export function refused({ reply, reason }: Problem): Verdict {
  return { reply, violations: [reason] };
}

/** The violations as a response header; none where there are none. */
export function violationHeader(violations: readonly string[]): Record<string, string> {
  if (violations.length === 0) return {};
  // A header holds visible ASCII, and clients limit all headers together to 8 or 16 KB.
  const text = violations.join("; ").replace(/[^\x20-\x7e]/g, "?");
  return { "x-pismo-mock-violations": text.length > 4000 ? `${text.slice(0, 4000)}...` : text };
}

function fromOutput(operation: ServedOperation, { output, validations }: PrismOutput): Verdict {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(output.headers ?? {})) {
    if (value !== null) headers[name.toLowerCase()] = String(value);
  }
  const body = serialize(output.body, headers["content-type"]);
  return {
    reply: { status: output.statusCode, headers, ...(body !== undefined && { body }) },
    violations: inWords(
      operation,
      validations.input.filter((diagnostic) => diagnostic.severity === 0),
    ),
  };
}

function fromProblem(operation: ServedOperation, error: PrismProblem): Verdict {
  const { headers, ...members } = error.additional ?? {};
  const status = error.status ?? 500;
  const words = (text = ""): string => withDeclaredNames(operation, text);
  const body = {
    type: error.name,
    title: words(error.message),
    status,
    detail: words(error.detail),
    ...members,
  };
  return {
    reply: {
      status,
      headers: { ...headers, "content-type": "application/problem+json" },
      body: JSON.stringify(body),
    },
    violations: members.validation
      ? inWords(operation, members.validation)
      : [maskText(words(error.detail || error.message))],
  };
}

/** Findings as sentences: each once, parameters as the document spells them. */
function inWords(operation: ServedOperation, diagnostics: readonly Finding[]): string[] {
  const sentences = withoutNoise(diagnostics).map(({ message, code }) =>
    code === 401
      ? "No bearer token: the document requires an `authorization: Bearer ...` header"
      : withDeclaredNames(operation, maskText(message)),
  );
  return [...new Set(sentences)];
}

/** Prism compares the names of parameters in lower case, and reports them so; some it has under names of ours. */
function withDeclaredNames({ prism, original }: ServedOperation, message: string): string {
  const place = /^Request (path|query) /.exec(message)?.[1] as "path" | "query" | undefined;
  const parameters = (place && prism.request?.[place]) || [];
  const named = parameters.reduce((words, { name }) => words.replace(name.toLowerCase(), name), message);
  const renamed = [...Object.entries(original.names), [formMediaType, original.formTypes.join(",")] as const];
  return renamed.reduce((words, [alias, name]) => words.replace(alias, name), named);
}

/** Leaves out what the validator of a conditional or an alternative says in addition to what is wrong. */
function withoutNoise(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.code !== "if" && !findings.some((other) => other !== finding && includes(other, finding)),
  );
}

/** Whether a list of a member's allowed values has all of another's, which is then one alternative's share of it. */
function includes(whole: Finding, part: Finding): boolean {
  const [member, values] = allowedValues(whole);
  const [sameMember, shared] = allowedValues(part);
  return (
    member === sameMember && shared.length < values.length && shared.every((value) => values.includes(value))
  );
}

function allowedValues({ message, code }: Finding): readonly [string | undefined, readonly string[]] {
  const [member, list] =
    code === "enum" ? message.split(" must be equal to one of the allowed values: ") : [];
  return [member, list?.split(", ") ?? []];
}
