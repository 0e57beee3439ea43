import { oursAlone } from "./contestants.ts";
import { isBehind, type Table } from "./results.ts";

/** What the project wants of a figure of its own. */
export interface Goal {
  readonly table: string;
  /** The figure may be so large. */
  readonly atMost?: number;
  /** Or it has to be better than those of others. */
  readonly aheadOf?: readonly string[];
  /** Why it is missed, as long as it is. */
  readonly missed?: string;
}

const loopback =
  "Bare `fetch` with the same headers, an abort signal and a timer takes 1.05 to 1.12 times as long by itself. The rest is spread over all that a call does besides: writing the path, writing the body and finding the token take about a twentieth of a call each, nothing takes more. Most of that is code that the processor has to load again after each wait for the network, so that another processor gives another figure.";

export const goals: readonly Goal[] = [
  { table: "loopback-sequential", atMost: 1.1, missed: loopback },
  { table: "loopback-64", atMost: 1.1, missed: loopback },
  { table: "cpu", atMost: 35 },
  {
    table: "bytes",
    atMost: 4608,
    missed: `\`${oursAlone}\` with everything on is more than the goal allows. What it holds beside a request is what the goal's peers leave to their users: checked and escaped path parameters, tokens that are renewed, repeating what may be repeated, limits of time and size, and errors that say whether a request was executed and that are cleared of what was sent.`,
  },
  { table: "import", atMost: 10 },
  { table: "first-call", atMost: 6 },
  { table: "types-three", atMost: 50 },
  { table: "types-hundred", atMost: 200 },
  {
    table: "generation",
    atMost: 5,
    missed:
      "openapi-typescript alone takes most of the goal for the types. Functions, metadata, documentation and the checks of bodies come on top.",
  },
  { table: "events-valid", aheadOf: ["ajv", "ajv, allErrors", "zod", "valibot"] },
  { table: "events-invalid", aheadOf: ["zod", "valibot"] },
];

/** A goal, held against what was measured. */
export interface Verdict {
  readonly goal: Goal;
  readonly table: Table;
  /** The figure of ours. */
  readonly median: number;
  readonly isMet: boolean;
}

/** The goals of the tables that were measured. */
export function verdicts(tables: readonly Table[]): Verdict[] {
  return goals.flatMap((goal) => {
    const table = tables.find(({ id }) => id === goal.table);
    if (!table) return [];
    const { median } = table.figures.find(({ name }) => name === table.ours)!;
    const others = table.figures.filter(({ name }) => goal.aheadOf?.includes(name));
    const isAhead = others.every((figure) => !isBehind(figure, table));
    return [{ goal, table, median, isMet: median <= (goal.atMost ?? Number.POSITIVE_INFINITY) && isAhead }];
  });
}
