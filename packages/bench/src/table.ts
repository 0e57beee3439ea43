import type { Measured } from "./measure.ts";

/** The figures as lines of text, the first contestant on top. */
export function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ name, rate, range, ratio }, index) => [
    name,
    perSecond(rate),
    range.map(perSecond).join(" – "),
    index === 0 ? "" : `${ratio.toFixed(2)} ×`,
  ]);
  const all = [["", "a second", "slowest – fastest", `${measured[0]!.name} is`], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join("   ")
        .trimEnd(),
    )
    .join("\n");
}

function perSecond(rate: number): string {
  return rate < 10_000 ? rate.toFixed(0) : `${(rate / 1000).toFixed(0)} k`;
}
