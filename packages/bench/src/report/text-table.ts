/** Rows in columns for a terminal: the first to the left, figures to the right. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}

/** The same for Markdown. */
export function markdownTable([header, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = header!.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(header!), line(rule), ...rows.map(line)].join("\n");
}
