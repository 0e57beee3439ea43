import type { ServedOperation } from "./served-operation.ts";

/** A named example of a response, and the status that it belongs to. */
export type Example = { readonly name: string; readonly status: string };

/** The named examples of an operation's responses. */
export function examplesOf({ prism }: ServedOperation): Example[] {
  return prism.responses.flatMap(({ code, contents = [] }) =>
    contents.flatMap(({ examples = [] }) => examples.map(({ key }) => ({ name: key, status: code }))),
  );
}

/** The first example of a name, of a status where one is given. */
export function findExample(operation: ServedOperation, name: string, status?: number): Example | undefined {
  return examplesOf(operation).find(
    (example) => example.name === name && (status === undefined || example.status === String(status)),
  );
}

/** Says that an operation has no such example, and which it has. */
export function noSuchExample(operation: ServedOperation, name: string, status?: number): string {
  const known = examplesOf(operation).map((example) => `\`${example.name}\` (${example.status})`);
  const of = status === undefined ? "" : ` of status ${status}`;
  return `${operation.name} has no example \`${name}\`${of}; its document has ${known.join(", ") || "none"}.`;
}
