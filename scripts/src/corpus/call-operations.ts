import { type CallOptions, type Client, createClient, type ValidateBody } from "@pismo-client/runtime";
import type { Mock } from "../../../packages/mock/src/mock.ts";
import { startMockOf } from "../../../packages/mock/src/start-mock.ts";
import type { Declared, DeclaredSuccess } from "../declared.ts";
import { DocumentError } from "../document-error.ts";
import { withNames } from "../emit-mock.ts";
import type { Json } from "../json.ts";
import type { OperationModel } from "../operations.ts";
import { type CorpusDocument, type Finding, findingOf } from "./corpus-document.ts";
import { fittingValue } from "./fitting-value.ts";
import { refusedExamples } from "./refused-examples.ts";
import type { SchemaChecks } from "./schema-check.ts";

/** What a compiled module of calls exports. */
export type Calls = {
  readonly [operation: string]: (client: Client, options: CallOptions) => Promise<unknown>;
};

export interface Callable {
  readonly operation: OperationModel;
  readonly declared: Declared;
}

/** What came of calling one operation, once for each success that its document declares. */
export interface Called {
  readonly operation: OperationModel;
  readonly answers: number;
  /** JSON that was returned, for the compiler to hold against the promised type. */
  readonly results: readonly Json[];
  readonly failures: readonly string[];
  /** Examples of the document that the mock answers with, although their schema refuses them. */
  readonly faults: readonly Finding[];
}

/**
 * Calls operations through their generated functions, against the mock of their document.
 * @param validate the generated checks of bodies, which must let every input pass
 */
export async function callOperations(
  document: Pick<CorpusDocument, "document" | "operations">,
  operations: readonly Callable[],
  calls: Calls,
  checks: SchemaChecks,
  validate: ValidateBody,
): Promise<Called[]> {
  await using mock = await startMockOf({ api: withNames({ api: "api", ...document }) });
  let answered: number | undefined;
  const client = createClient({
    environment: mock.environment,
    accountToken: "token-of-the-corpus-run",
    tenant: "TN-f878e4a1-2879-48ba-be16-821e73ac98db",
    retry: false,
    validate,
    hooks: {
      onResponse({ status }) {
        answered = status;
      },
    },
  });
  const called: Called[] = [];
  for (const { operation, declared } of operations) {
    const results: Json[] = [];
    const failures: string[] = [];
    const faults: Finding[] = [];
    for (const success of declared.success) {
      const status = statusToAsk(success.status, declared.success);
      const call = async () => {
        answered = undefined;
        const result = await calls[operation.metadata.name]!(client, {
          headers: { prefer: `code=${status}` },
        });
        const problem = whatIsWrong(success, status, answered, result);
        if (problem !== undefined) throw new Error(problem);
        return result as Json;
      };
      try {
        const answer = { checks, mock, operation: operation.metadata.name, success, status };
        const result = await receive(answer, call, faults);
        if (success.kind === "json" && result !== undefined) results.push(result);
      } catch (error) {
        if (error instanceof DocumentError) faults.push(findingOf(error));
        else failures.push(`${status}: ${inWords(error as Error, mock)}`);
      }
    }
    called.push({ operation, answers: declared.success.length, results, failures, faults });
  }
  return called;
}

/** A status that a range or `default` stands for, and that is not declared for itself. */
function statusToAsk(status: string, declared: readonly DeclaredSuccess[]): number {
  if (/^\d+$/.test(status)) return Number(status);
  const isFree = (candidate: number) => !declared.some((each) => each.status === String(candidate));
  return [200, 201, 202, 203, 206, 207, 208, 226].find(isFree) ?? 200;
}

function whatIsWrong(
  { kind }: DeclaredSuccess,
  status: number,
  answered: number | undefined,
  result: unknown,
): string | undefined {
  if (answered !== status) return `answered with ${answered}`;
  const actual =
    result instanceof Uint8Array
      ? "bytes"
      : result === undefined
        ? "none"
        : typeof result === "string"
          ? "text"
          : "";
  const fits = kind === "json" ? actual !== "bytes" && actual !== "none" : actual === kind;
  return fits ? undefined : `${kind} was promised, ${actual || "a JSON value"} was returned`;
}

interface Answer {
  readonly checks: SchemaChecks;
  readonly mock: Mock;
  readonly operation: string;
  readonly success: DeclaredSuccess;
  readonly status: number;
}

/**
 * The result of a call, held against its schema. Where the schema refuses what the mock answers of itself, the mock is
 * given a sample to answer with.
 * @param faults gets the document's examples that made the mock's answer wrong
 */
async function receive(
  { checks, mock, operation, success: { kind, media }, status }: Answer,
  call: () => Promise<Json>,
  faults: Finding[],
): Promise<Json | undefined> {
  const result = await call();
  if (kind !== "json" || media?.value.schema === undefined) return result;
  const refusal = (value: Json) => checks.received(`${media.pointer}/schema`, value);
  if (refusal(result) === undefined) return result;
  faults.push(...refusedExamples(checks.document, media, checks.received));
  const { value } = fittingValue(checks.document, media, checks.received);
  if (value === undefined) {
    if (faults.length > 0) return undefined;
    throw new Error(`its schema refuses the mock's answer, and no other could be made: ${refusal(result)}`);
  }
  mock.next(operation, { status, body: value });
  const second = await call();
  const problem = refusal(second);
  if (problem !== undefined) throw new Error(`its schema refuses what was returned: ${problem}`);
  return second;
}

function inWords(error: Error, mock: Mock): string {
  return [error.message, ...(mock.calls().at(-1)?.violations ?? [])].join("; ");
}
