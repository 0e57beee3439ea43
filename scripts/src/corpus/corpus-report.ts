import { table } from "../table.ts";
import type { Finding } from "./corpus-document.ts";
import type { DocumentReport } from "./document-report.ts";

/** What the run itself cost. */
export interface Figures {
  /** Loading the pipeline, the compiler of types and the mock, in milliseconds. */
  readonly startUp: number;
  /** Each step's milliseconds, over all documents. */
  readonly steps: ReadonlyMap<string, number>;
  /** The most memory that this process had, and the compiler, in bytes. */
  readonly memory: number;
  readonly compilerMemory: number;
}

const counted = ["operations", "generated", "compiled", "called", "answers"] as const;
const listed = ["leftOut", "failures"] as const;

/** @param shown how many findings that stop nothing are listed for each document */
export function corpusReport(reports: readonly DocumentReport[], figures: Figures, shown: number): string {
  const totals = [
    ...counted.map((name) => reports.reduce((sum, report) => sum + report[name], 0)),
    ...listed.map((name) => reports.reduce((sum, report) => sum + report[name].length, 0)),
  ];
  const rows = reports.map((report) => [
    report.file,
    ...counted.map((name) => String(report[name])),
    ...listed.map((name) => String(report[name].length)),
  ]);
  const all = Number.POSITIVE_INFINITY;
  return [
    table([
      ["document", ...counted, "left out", "failures"],
      ...rows,
      [`${reports.length} documents`, ...totals.map(String)],
    ]),
    section("Failed", reports, ({ failures }) => failures, all),
    section("Left out", reports, ({ leftOut }) => leftOut.map(inWords), all),
    section("The document's faults, worked around", reports, ({ faults }) => faults.map(inWords), shown),
    section("What its overlay has to say", reports, ({ assumptions }) => assumptions.map(inWords), shown),
    costs(figures, reports, totals[1]!),
  ]
    .filter(Boolean)
    .join("\n");
}

function section(
  title: string,
  reports: readonly DocumentReport[],
  linesOf: (report: DocumentReport) => readonly string[],
  shown: number,
): string {
  const documents = reports.flatMap((report) => {
    const lines = linesOf(report);
    if (lines.length === 0) return [];
    const more = lines.length - shown;
    return [
      `  ${report.file}: ${lines.length}\n`,
      ...lines.slice(0, shown).map((line) => `    ${line}\n`),
      more > 0 ? `    … and ${more} more: --all lists them\n` : "",
    ];
  });
  return documents.length === 0 ? "" : `${title}\n${documents.join("")}`;
}

function inWords({ place, what }: Finding): string {
  return `${place}: ${what}`;
}

function costs(
  { startUp, steps, memory, compilerMemory }: Figures,
  reports: readonly DocumentReport[],
  operations: number,
): string {
  const all = [...steps.values()].reduce((sum, ms) => sum + ms, 0);
  const pipeline = reports.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const each = [...steps].map(([name, ms]) => `${name} ${ms.toFixed(0)}`).join(", ");
  const perOperation = (ms: number, count: number) => (ms / Math.max(count, 1)).toFixed(1);
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  const largest = reports.toSorted((a, b) => b.generated - a.generated).slice(0, 3);
  const ofLargest = largest.map(
    ({ file, generated, milliseconds }) =>
      `${perOperation(milliseconds, generated)} (${file}, ${generated} operations)`,
  );
  return [
    `To read and generate, ms of processor time an operation: ${perOperation(pipeline, operations)}.`,
    `Of the largest: ${ofLargest.join(", ")}.`,
    `After ${startUp.toFixed(0)} ms of start-up, all took ${all.toFixed(0)} ms: ${each}.`,
    `Peak memory: ${megabytes(memory)}, and ${megabytes(compilerMemory)} of the compiler.\n`,
  ].join("\n");
}
