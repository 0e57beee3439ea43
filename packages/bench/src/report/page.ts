import { contestants } from "../contestants.ts";
import { goals, type Verdict, verdicts } from "../goals.ts";
import type { Results, Table } from "../results.ts";
import { besideOurs, withUnit } from "./amount.ts";
import { chart } from "./chart.ts";
import { type Loss, losses } from "./losses.ts";
import { rows } from "./rows.ts";
import { markdownTable } from "./text-table.ts";

const unexplained = "Nobody has found out why yet.";

/** The page and its charts, by path below `bench/`: the same results give the same bytes. */
export function page(results: Results): Map<string, string> {
  const files = new Map([["README.md", readme(results)]]);
  for (const table of results.tables) files.set(chartOf(table), chart(table, goalOf(table)));
  return files;
}

function chartOf({ id }: Table): string {
  return `charts/${id}.svg`;
}

function goalOf({ id }: Table): number | undefined {
  return goals.find(({ table }) => table === id)?.atMost;
}

function readme(results: Results): string {
  const { tables } = results;
  const judged = verdicts(tables);
  const lost = losses(tables);
  return `${[
    "<!-- Written by `pnpm bench` from results.json; changes made here are lost. -->",
    "# Side by side",
    introduction(results),
    "## Goals",
    markdownTable([["measure", "goal", "measured", ""], ...judged.map(goalRow)]),
    ...judged.filter(({ isMet }) => !isMet).map(missed),
    "## Where we lose",
    "Whoever was better than ours in three of four rounds, with the figure, and how it stands beside ours.",
    lost.length > 0 ? lossLines(lost) : "Nowhere.",
    "## Who is measured",
    markdownTable([["", "version", "how it is used here"], ...peers(results)]).replace(
      "| ---: | ---: |",
      "| --- | --- |",
    ),
    ...tables.map(section),
  ].join("\n\n")}\n`;
}

function introduction({ isQuick, node, processor, cores }: Results): string {
  const quick = isQuick
    ? "**A quick run, with fewer rounds than one that is worth publishing: `pnpm bench` without `--quick` gives that.**\n\n"
    : "";
  return `${quick}What a call costs with our packages and with what else there is: the same request, "Update card status" with the values of
the document's examples, to the same server, in one run on one machine (Node ${node}, ${cores} × ${processor}).
The contestants take turns, in another order each round; a figure is the median of the rounds, and what is compared is
compared within a round. [results.json](results.json) has everything, and \`npx -y pnpm@12.21.0 bench\` measures it again;
[CONTRIBUTING.md](../CONTRIBUTING.md#benchmarks) tells how to read it.`;
}

function goalRow({ goal, table, median, isMet }: Verdict): string[] {
  const { title, unit, ours } = table;
  const wanted =
    goal.atMost === undefined ? `ahead of ${goal.aheadOf!.join(", ")}` : `≤ ${withUnit(goal.atMost, unit)}`;
  return [
    `[${title}](#${anchor(title)}), ${ours}`,
    wanted,
    withUnit(median, unit),
    isMet ? "met" : "**missed**",
  ];
}

function missed({ goal, table }: Verdict): string {
  return `Missed, ${table.title}: ${goal.missed ?? unexplained}`;
}

/** A line for each table and reason, with everyone to whom it applies. */
function lossLines(lost: readonly Loss[]): string {
  const alike = Map.groupBy(lost, ({ table, why }) => `${table.id} ${why}`);
  return [...alike.values()]
    .map((group) => {
      const [{ table, why = unexplained }] = group as [Loss];
      const who = group.map(({ figure }) => {
        const beside = besideOurs(figure.toOurs!.median, table.compare, table.unit);
        return `${figure.name} (${withUnit(figure.median, table.unit)}, ${beside})`;
      });
      return `- ${table.title}: **${who.join(", ")}**. ${why}`;
    })
    .join("\n");
}

function peers({ versions }: Results): string[][] {
  return contestants.map(({ name, package: from, note }) => [
    from === undefined || from === name ? name : `${name} (${from})`,
    from === undefined ? "" : (versions[from] ?? ""),
    note,
  ]);
}

function section(table: Table): string {
  const { title, how, better, rounds, isExact } = table;
  return [
    `## ${title}`,
    `${how} ${better === "lower" ? "Less" : "More"} is better.${isExact ? "" : ` ${rounds} rounds.`}`,
    `![${title}](${chartOf(table)})`,
    markdownTable(rows(table)),
  ].join("\n\n");
}

/** As GitHub makes it of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
