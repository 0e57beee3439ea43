import { DocumentError } from "./document-error.ts";
import { inline } from "./markdown.ts";
import type { OperationModel } from "./operations.ts";

export interface ListedApi {
  readonly api: string;
  readonly title: string;
  readonly operations: readonly OperationModel[];
}

/** Both stand inside cells of the rows around the generated ones: between rows, a comment would end the table. */
const begin = "<!-- generated: apis -->";
const end = "<!-- /generated -->";

/** How many operations a row names. */
const named = 4;

/** The root's README, with a row for each API between the row that holds the first marker and the one with the second. */
export function updatePackagesTable(readme: string, apis: readonly ListedApi[]): string {
  const lines = readme.split("\n");
  const first = lines.findIndex((line) => line.includes(begin));
  const last = lines.findIndex((line, index) => index > first && line.includes(end));
  if (first < 0 || last < 0) {
    throw new DocumentError(
      "README.md",
      "Its table of packages has no place for the APIs.",
      `Put \`${begin}\` into the row above theirs, and \`${end}\` into the row below.`,
    );
  }
  return [...lines.slice(0, first + 1), ...apis.map(row), ...lines.slice(last)].join("\n");
}

function row({ api, title, operations }: ListedApi): string {
  const names = operations.slice(0, named).map(({ metadata }) => `\`${metadata.name}\``);
  const more = operations.length - names.length;
  const list = names.join(", ") + (more > 0 ? ` and ${more} more` : "");
  const cells = [
    `[\`@pismo-client/${api}\`](packages/${api}/README.md)`,
    `generated from "${inline(title)}": ${list}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
