/** Lines of cells in columns as wide as they need, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (known, row) =>
      [...Array(Math.max(known.length, row.length)).keys()].map((at) =>
        Math.max(known[at] ?? 0, row[at]?.length ?? 0),
      ),
    [],
  );
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at]!))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
