import { coversStatus, type ServedOperation } from "./served-operation.ts";

/** A named example of a response. */
export type Example = {
  readonly name: string;
  /** The response's code in the document: `404`, `4XX` or `default`. */
  readonly code: string;
};

/** The first example of a name, of a status where one is given. */
export function findExample(operation: ServedOperation, name: string, status?: number): Example | undefined {
  return examplesOf(operation).find(
    (example) => example.name === name && (status === undefined || coversStatus(example.code, status)),
  );
}

/** The status that an example is answered with; undefined where its document leaves it open. */
export function statusOf({ code }: Example): number | undefined {
  const status = Number(code.replace(/XX$/i, "00"));
  return Number.isNaN(status) ? undefined : status;
}

/** Says that an operation has no such example, and which it has. */
export function noSuchExample(operation: ServedOperation, name: string, status?: number): string {
  const known = examplesOf(operation).map((example) => `\`${example.name}\` (${example.code})`);
  const of = status === undefined ? "" : ` of status ${status}`;
  return `${operation.name} has no example \`${name}\`${of}; its document has ${known.join(", ") || "none"}.`;
}

function examplesOf({ prism }: ServedOperation): Example[] {
  return prism.responses.flatMap(({ code, contents = [] }) =>
    contents.flatMap(({ examples = [] }) => examples.map(({ key }) => ({ name: key, code }))),
  );
}
