import type { Table } from "../results.ts";
import { amount, withUnit } from "./amount.ts";
import { ranked } from "./rows.ts";

const width = 720;
const labels = 170;
const values = 100;
const bars = width - labels - values;
const row = 26;
const top = 10;
const caption = 30;

/** A bar for each contestant, the best on top, with the middle half of its rounds; and a line where the goal is. */
export function chart(table: Table, goal?: number): string {
  const { id, title, unit, ours, better, isExact } = table;
  const figures = ranked(table);
  const ends = [0, goal ?? 0, ...figures.flatMap(({ low, high }) => [low, high])];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const x = (value: number) => round(labels + ((value - least) / (most - least || 1)) * bars);
  const height = top + figures.length * row + caption;
  const drawn = figures.map((figure, index) => {
    const y = top + index * row;
    const [from, to] = [Math.min(x(0), x(figure.median)), Math.max(x(0), x(figure.median))];
    const middle = y + row / 2;
    const lines = [
      `<text x="${labels - 8}" y="${middle + 4}" text-anchor="end"${figure.name === ours ? ' class="own"' : ""}>${escaped(figure.name)}</text>`,
      `<rect class="${figure.name === ours ? "ours" : "other"}" x="${from}" y="${y + 4}" width="${round(Math.max(to - from, 1))}" height="${row - 8}" rx="2"/>`,
    ];
    if (!isExact) lines.push(`<path class="spread" d="M${x(figure.low)} ${middle}H${x(figure.high)}"/>`);
    lines.push(
      `<text x="${round(Math.max(to, x(isExact ? figure.median : figure.high)) + 6)}" y="${middle + 4}">${amount(figure.median, unit)}</text>`,
    );
    return lines.join("");
  });
  const line = goal === undefined ? [] : [`<path class="goal" d="M${x(goal)} ${top}V${height - caption}"/>`];
  const told = `${unit}, ${better} is better${goal === undefined ? "" : `; dashed: the goal, ${amount(goal, unit)}`}`;
  const described = figures.map(({ name, median }) => `${name} ${withUnit(median, unit)}`).join("; ");
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escaped(title)}, ${unit}: ${better} is better</title>`,
    `<desc id="${id}-desc">${escaped(described)}.${goal === undefined ? "" : ` The goal is at most ${withUnit(goal, unit)}.`}</desc>`,
    `<style>${style}</style>`,
    ...line,
    ...drawn,
    `<text x="${labels}" y="${height - 8}">${escaped(told)}</text>`,
    "</svg>",
  ].join("\n")}\n`;
}

const style = [
  "text{font:13px system-ui,sans-serif;fill:#1f2328}",
  ".own{font-weight:600}",
  ".ours{fill:#0a66c2}",
  ".other{fill:#b6bec8}",
  ".spread{stroke:#57606a;stroke-width:2}",
  ".goal{stroke:#cf222e;stroke-width:1.5;stroke-dasharray:4 3}",
  "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ours{fill:#58a6ff}.other{fill:#484f58}.spread{stroke:#9198a1}.goal{stroke:#ff7b72}}",
].join("");

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
