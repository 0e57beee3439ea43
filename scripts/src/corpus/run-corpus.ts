import { basename } from "node:path";
import { type BodyChecks, bodyValidator } from "@pismo-client/runtime";
import { declaredOf } from "../declared.ts";
import { DocumentError } from "../document-error.ts";
import { readDocumentFile } from "../document-file.ts";
import { emitValidators } from "../emit-validators.ts";
import { pointer } from "../json.ts";
import type { Progress } from "../progress.ts";
import { decode } from "../sources.ts";
import { BuildFolder } from "./build-folder.ts";
import { type Callable, type Called, type Calls, callOperations } from "./call-operations.ts";
import { type CorpusDocument, type Finding, findingOf, readCorpusDocument } from "./corpus-document.ts";
import type { DocumentReport } from "./document-report.ts";
import { type EmittedCall, emitCalls, emitResults } from "./emit-calls.ts";
import { findAny } from "./find-any.ts";
import { generatedPackage } from "./generated-package.ts";
import { operationInput } from "./operation-input.ts";
import { processorTime } from "./processor-time.ts";
import { type SchemaChecks, schemaChecks } from "./schema-check.ts";
import type { Stopwatch } from "./stopwatch.ts";

export interface CorpusRun {
  readonly reports: readonly DocumentReport[];
  /** The most memory that the compiler had, in bytes. */
  readonly compilerMemory: number;
}

/** A document on its way through the steps. */
interface Passing {
  /** Folder of its package. */
  readonly api: string;
  readonly file: string;
  readonly read: CorpusDocument;
  readonly checks: SchemaChecks;
  readonly calls: readonly (Callable & EmittedCall)[];
  readonly leftOut: Finding[];
  readonly faults: Finding[];
  readonly failures: string[];
  readonly milliseconds: number;
  readonly hasValidators: boolean;
  isCompiled: boolean;
  called: readonly Called[];
}

/**
 * Takes each document from its text to calls of all its operations. The compiler runs once for all of them.
 * @param root this repository
 * @param progress is stepped twice a document
 */
export async function runCorpus(
  root: string,
  files: readonly string[],
  watch: Stopwatch,
  progress: Progress,
): Promise<CorpusRun> {
  using folder = new BuildFolder(root);
  const passing: Passing[] = [];
  const reports = new Map<string, DocumentReport>();
  for (const [index, file] of files.entries()) {
    try {
      passing.push(await generate(`api-${index + 1}`, file, folder, watch));
    } catch (error) {
      reports.set(file, reportOfError(basename(file), error as Error));
    }
    progress.step();
  }
  const usable = passing.filter(({ read }) => read.operations.length > 0);
  if (usable.length > 0) {
    await watch.time("compile", () => compile(usable, folder));
    for (const passed of usable) {
      await watch.time("call", () => call(passed, folder));
      progress.step();
    }
    await watch.time("check results", () => checkResults(usable, folder));
  }
  for (const passed of passing) reports.set(passed.file, reportOf(passed));
  return { reports: files.map((file) => reports.get(file)!), compilerMemory: folder.compilerMemory };
}

async function generate(api: string, file: string, folder: BuildFolder, watch: Stopwatch): Promise<Passing> {
  const source = basename(file);
  const started = processorTime();
  const read = await watch.time("read", () =>
    readCorpusDocument(decode(readDocumentFile(file, source), source), source),
  );
  let milliseconds = processorTime() - started;
  const checks = schemaChecks(read.document);
  const leftOut = [...read.leftOut];
  const faults: Finding[] = [];
  const failures: string[] = [];
  const calls: (Callable & EmittedCall)[] = [];
  let hasValidators = false;
  if (read.operations.length > 0) {
    const before = processorTime();
    const files = await watch.time("generate", () => {
      const files = generatedPackage(api, read, source);
      const validators = validatorsOf(api, read, source, faults);
      return validators === undefined ? files : files.set("validators.ts", validators);
    });
    milliseconds += processorTime() - before;
    hasValidators = files.has("validators.ts");
    for (const [name, text] of files) {
      for (const line of findAny(text)) failures.push(`generated ${name}:${line} has the type \`any\``);
    }
    await watch.time("inputs", () => {
      for (const operation of read.operations) {
        const declared = declaredOf(read.document, operation);
        if (declared.success.length === 0) {
          const place = pointer("paths", operation.metadata.path, operation.metadata.method.toLowerCase());
          leftOut.push({
            place: `${place}/responses`,
            what: "it declares no success: there is nothing to expect",
          });
          continue;
        }
        const { text, missing, faults: found } = operationInput(operation, declared, checks);
        faults.push(...found);
        if (text !== undefined) calls.push({ operation, declared, input: text });
        else if (missing!.isProven) leftOut.push(missing!);
        else failures.push(`${source}${missing!.place}: ${missing!.what}`);
      }
    });
    folder.write(api, files);
    if (calls.length > 0) folder.write(api, new Map([["calls.ts", emitCalls(calls)]]));
  }
  return {
    api,
    file,
    read,
    checks,
    calls,
    leftOut,
    faults,
    failures,
    milliseconds,
    hasValidators,
    isCompiled: false,
    called: [],
  };
}

/** Undefined where the document has a schema that is none: then no body can be checked, and calls are made as usual. */
function validatorsOf(
  api: string,
  { title, document, operations }: CorpusDocument,
  source: string,
  faults: Finding[],
): string | undefined {
  try {
    return emitValidators(api, title, document, operations, source);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    faults.push(findingOf(error));
    return undefined;
  }
}

async function compile(usable: readonly Passing[], folder: BuildFolder): Promise<void> {
  const problems = await folder.build();
  const [stray] = problems.filter(({ api }) => !usable.some((passed) => passed.api === api));
  if (stray) throw new Error(stray.what);
  for (const passed of usable) {
    const own = problems.filter(({ api }) => api === passed.api);
    passed.failures.push(...own.map(({ what }) => `does not compile: ${what}`));
    passed.isCompiled = own.length === 0;
  }
}

async function call(passed: Passing, folder: BuildFolder): Promise<void> {
  const { api, file, read, checks, failures, faults } = passed;
  if (passed.calls.length === 0) return;
  try {
    const { calls } = (await folder.import(api, "calls.js")) as { calls: Calls };
    const bodies = passed.hasValidators
      ? Object.values((await folder.import(api, "validators.js")) as object)
      : [];
    const validate = bodyValidator(...(bodies as BodyChecks[]));
    passed.called = await callOperations(read, passed.calls, calls, checks, validate);
  } catch (error) {
    failures.push(`cannot be called: ${(error as Error).stack}`);
  }
  for (const called of passed.called) {
    const { name, method, path } = called.operation.metadata;
    const place = `${basename(file)}${pointer("paths", path, method.toLowerCase())}`;
    failures.push(...called.failures.map((failure) => `${name} (${place}): ${failure}`));
    faults.push(...called.faults);
  }
}

/** Holds what was returned against the promised types, by the compiler. */
async function checkResults(usable: readonly Passing[], folder: BuildFolder): Promise<void> {
  const checked: Passing[] = [];
  for (const passed of usable) {
    const results = passed.called.flatMap(({ operation, results }) =>
      results.map((value) => ({ operation: operation.metadata.name, value })),
    );
    if (!passed.isCompiled || results.length === 0) continue;
    folder.write(passed.api, new Map([["results.ts", emitResults(results)]]));
    checked.push(passed);
  }
  if (checked.length === 0) return;
  const problems = await folder.check(checked.map(({ api }) => `${api}/results.ts`));
  for (const { api, failures } of checked) {
    const own = problems.filter((problem) => problem.api === api);
    failures.push(...own.map(({ what }) => `returned what its type does not promise: ${what}`));
  }
}

function reportOf(passed: Passing): DocumentReport {
  const { file, read, leftOut, faults, failures, milliseconds, isCompiled, called } = passed;
  const source = basename(file);
  const inFile = ({ place, what }: Finding): Finding => ({
    place: place.startsWith("#") ? source + place : place,
    what,
  });
  const generated = read.operations.length;
  return {
    file: source,
    operations: read.declared,
    generated,
    compiled: isCompiled ? generated : 0,
    called: called.filter((each) => each.failures.length === 0).length,
    answers: called.reduce((sum, { answers }) => sum + answers, 0),
    milliseconds,
    leftOut: leftOut.map(inFile),
    assumptions: read.assumptions,
    faults: [...new Map(faults.map(inFile).map((fault) => [fault.place, fault])).values()],
    failures,
  };
}

function reportOfError(file: string, error: Error): DocumentReport {
  const isFault = error instanceof DocumentError;
  return {
    file,
    operations: 0,
    generated: 0,
    compiled: 0,
    called: 0,
    answers: 0,
    milliseconds: 0,
    leftOut: isFault ? [findingOf(error)] : [],
    assumptions: [],
    faults: [],
    failures: isFault ? [] : [`the pipeline fails: ${error.stack}`],
  };
}
