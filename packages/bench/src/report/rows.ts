import type { Figure, Table } from "../results.ts";
import { amount, besideOurs } from "./amount.ts";

/** The figures of a table, the best first. */
export function ranked({ figures, better }: Pick<Table, "figures" | "better">): Figure[] {
  const sign = better === "lower" ? 1 : -1;
  return figures.toSorted((a, b) => sign * (a.median - b.median) || (a.name < b.name ? -1 : 1));
}

/** A table as text: its header, and a row for each contestant. */
export function rows(table: Table): string[][] {
  const { unit, compare, ours, isExact } = table;
  const columns = isExact ? [] : ["middle half of the rounds"];
  return [
    ["", unit, ...columns, `beside ${ours}`],
    ...ranked(table).map(({ name, median, low, high, toOurs }) => [
      name,
      amount(median, unit),
      ...(isExact ? [] : [`${amount(low, unit)} to ${amount(high, unit)}`]),
      toOurs ? besideOurs(toOurs.median, compare, unit) : "",
    ]),
  ];
}
