import { type Figure, isBehind, type Table } from "../results.ts";

/** A figure of someone else that is better than ours. */
export interface Loss {
  readonly table: Table;
  readonly figure: Figure;
  /** What is known of the reason. */
  readonly why: string | undefined;
}

interface Reason {
  readonly tables: RegExp;
  readonly names: readonly string[];
  readonly why: string;
}

const alone = "a call without the facade is a call of the facade without the other APIs";

/** Written by hand. One is shown where the figures say that we lose, and nowhere else. */
const reasons: readonly Reason[] = [
  {
    tables: /^(loopback|cpu)/,
    names: ["fetch"],
    why: "It is what all others are built on: it checks nothing, repeats nothing and gives up never.",
  },
  {
    tables: /^loopback/,
    names: ["stripe", "axios"],
    why: "It sends through Node's `http`, which does less for a request than the fetch that every other one here uses. Ours goes through fetch, since browsers, workers, Bun and Deno have it.",
  },
  {
    tables: /^(loopback|cpu)/,
    names: ["orval"],
    why: "Its function is a template string and a `fetch`: it has no retries, no time-outs and no limits, and puts path parameters into the URL as they are.",
  },
  {
    tables: /^(loopback|cpu)/,
    names: ["@pismo-client/cards"],
    why: `The difference is the facade's: ${alone}.`,
  },
  {
    tables: /^bytes$/,
    names: ["fetch", "orval"],
    why: "It is a bare `fetch`, without retries, time-outs, tokens, checks of what is sent or errors of its own.",
  },
  {
    tables: /^bytes$/,
    names: ["openapi-fetch", "hey-api", "ofetch", "ky", "octokit"],
    why: "It leaves to its user what ours brings: renewed tokens, knowing what may be repeated, hosts that cannot be mistaken, and errors cleared of what was sent.",
  },
  {
    tables: /^(import|first-call|modules)$/,
    names: ["fetch"],
    why: "There is nothing to load.",
  },
  {
    tables: /^(import|modules)$/,
    names: ["openapi-fetch", "orval", "ky", "ofetch", "octokit", "hey-api"],
    why: "It is fewer files. Ours is as many as its sources have, so that what is not used can be left out of a bundle and what goes wrong can be stepped into; Node opens each.",
  },
  {
    tables: /^(import|first-call|modules)$/,
    names: ["@pismo-client/cards"],
    why: "One API instead of all, and without the facade.",
  },
  {
    tables: /^first-call$/,
    names: ["stripe", "axios"],
    why: "It never loads Node's fetch, which takes most of a first call: it sends through `http`, which is loaded with it.",
  },
  {
    tables: /^first-call$/,
    names: ["openapi-fetch", "orval", "ofetch", "ky", "octokit", "hey-api"],
    why: "It has less to do for its first call: no token to get, and no options to check.",
  },
  {
    tables: /^types-/,
    names: ["orval"],
    why: "Its functions take their parameters one by one, typed by names of their own; ours are looked up in the document's types, so that a name stands for one thing only.",
  },
  {
    tables: /^types-(time|memory)$/,
    names: ["hey-api", "openapi-fetch"],
    why: "Ours declares each operation three times, as a function, as a method and by path, with its documentation.",
  },
  {
    tables: /^generation/,
    names: ["openapi-typescript"],
    why: "It makes types only. Ours runs it, and makes functions, metadata and the checks of bodies beside.",
  },
  {
    tables: /^generation/,
    names: ["hey-api"],
    why: "It prints types and functions in one go. Ours has the types made by openapi-typescript, and makes the checks of bodies too, which hey-api does by other plugins.",
  },
  {
    tables: /^events-invalid$/,
    names: ["ajv"],
    why: "It stops at the first problem; the others find all three.",
  },
  {
    tables: /^events-invalid$/,
    names: ["ajv, allErrors"],
    why: "Ours sorts what it finds into problems and deviations besides.",
  },
  {
    tables: /^events-text$/,
    names: ["JSON.parse + ajv", "JSON.parse alone"],
    why: "JSON.parse lets a member stand twice and rounds integers; parseEvent does neither, and reads the text itself for that.",
  },
  {
    tables: /^events-/,
    names: ["ours, ~standard"],
    why: "It is ours too, in the form that Standard Schema has.",
  },
];

/** Everyone who is better than we are, in the order of the tables. */
export function losses(tables: readonly Table[]): Loss[] {
  return tables.flatMap((table) =>
    table.figures
      .filter((figure) => isBehind(figure, table))
      .map((figure) => ({ table, figure, why: reasonFor(table.id, figure.name) })),
  );
}

function reasonFor(table: string, name: string): string | undefined {
  return reasons.find(({ tables, names }) => tables.test(table) && names.includes(name))?.why;
}
