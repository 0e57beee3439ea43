import { type Bump, type Change, highest } from "./change.ts";

/** The rules about exported types and names; all others are about the documents. */
const typeRules = [
  "exported-type-removed",
  "exported-type-added",
  "sent-type-narrowed",
  "received-type-changed",
  "operation-renamed",
];

/** What one comparison found. */
export interface Section {
  readonly title: string;
  readonly changes: readonly Change[];
}

/** Exactly what `--json` promises. */
export function reportJson(sections: readonly Section[]): string {
  const changes = sections.flatMap(({ changes }) => changes);
  return `${JSON.stringify({ bump: bumpOf(changes), changes }, null, 2)}\n`;
}

export function reportText(sections: readonly Section[]): string {
  const parts = sections.map(({ title, changes }) => {
    const { told, types, wording } = split(changes);
    const lines = told.map(({ bump, operations, what, why, place, rule }) => {
      const head = operations.length > 0 ? operations.join(", ") : "(no operation)";
      return `  ${bump.padEnd(5)}  ${head}\n         ${what}\n         ${why}\n         ${place} (${rule})\n`;
    });
    if (types.length > 0) lines.push(`  minor  New exported types: ${types.join(", ")}\n`);
    if (wording.length > 0) lines.push(`  patch  ${wordingLine(wording)}\n`);
    return `${title}: ${verdict(changes)}\n${lines.length > 0 ? `\n${lines.join("\n")}` : ""}`;
  });
  const bump = bumpOf(sections.flatMap(({ changes }) => changes));
  return `${parts.join("\n")}${sections.length === 1 ? "" : `\nBump: ${bump}\n`}`;
}

export function reportMarkdown(sections: readonly Section[]): string {
  const parts = sections.map(({ title, changes }) => {
    const { told, types, wording } = split(changes);
    const rows = told.map(
      ({ bump, operations, what, why, place }) =>
        `| ${bump} | ${operations.map((name) => `\`${name}\``).join(", ")} | ${cell(what)} | ${cell(why)} | \`${cell(place)}\` |\n`,
    );
    return [
      `## ${title}: ${verdict(changes)}\n`,
      rows.length > 0
        ? `\n| bump | operation | what changed | why | place |\n| --- | --- | --- | --- | --- |\n${rows.join("")}`
        : "",
      types.length > 0 ? `\nMinor: new exported types ${types.join(", ")}.\n` : "",
      wording.length > 0 ? `\nPatch: ${wordingLine(wording)}\n` : "",
    ].join("");
  });
  return parts.join("\n");
}

export function bumpOf(changes: readonly Change[]): Bump {
  return highest(changes.map(({ bump }) => bump));
}

/** `major (documents: major, exported types and names: minor)` */
function verdict(changes: readonly Change[]): string {
  const isOfTypes = ({ rule }: Change) => typeRules.includes(rule);
  const types = bumpOf(changes.filter(isOfTypes));
  const documents = bumpOf(changes.filter((change) => !isOfTypes(change)));
  const bump = bumpOf(changes);
  return bump === "none" ? "none" : `${bump} (documents: ${documents}, exported types and names: ${types})`;
}

/** A change of several operations, told once. */
export interface ToldChange extends Omit<Change, "operation"> {
  readonly operations: readonly string[];
}

export interface Split {
  readonly told: readonly ToldChange[];
  /** Names of exported types that are new. */
  readonly types: readonly string[];
  readonly wording: readonly Change[];
}

/** The changes that a reader must know of one by one, and those that are told together. */
export function split(changes: readonly Change[]): Split {
  const wording = changes.filter(({ rule }) => rule === "prose");
  const types = changes
    .filter(({ rule }) => rule === "exported-type-added")
    .map(({ what }) => what.split(" ")[0]!);
  const told = Map.groupBy(
    changes.filter(({ rule }) => rule !== "prose" && rule !== "exported-type-added"),
    ({ operation: _, ...change }) => JSON.stringify(change),
  );
  return {
    told: [...told.values()].map((same) => {
      const { operation: _, ...change } = same[0]!;
      return { ...change, operations: same.flatMap(({ operation }) => operation ?? []) };
    }),
    types: [...new Set(types)].sort(),
    wording,
  };
}

export function wordingLine(wording: readonly Change[]): string {
  const names = [...new Set(wording.flatMap(({ operation }) => operation ?? []))];
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  const others = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  return `Documentation and examples${names.length > 0 ? ` of ${shown.join(", ")}${others}` : ""}.`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}
