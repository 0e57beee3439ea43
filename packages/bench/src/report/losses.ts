import { ours, oursAlone } from "../contestants.ts";
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

/** Written by hand. One is shown where the figures say that we lose, and nowhere else. */
const reasons: readonly Reason[] = [
  {
    tables: /^(loopback|cpu)/,
    names: ["fetch"],
    why: "It is what all others are built on: it checks nothing, repeats nothing and waits for ever.",
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
    names: ["ofetch", "openapi-fetch", "hey-api"],
    why: "It gets no token, checks nothing that it sends, reads bodies without a limit and makes no correlation id.",
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
    why: "There is less of it: fewer files, and less code to read and compile.",
  },
  {
    tables: /^first-call$/,
    names: ["stripe", "axios"],
    why: "It never loads Node's fetch, which takes most of a first call: it sends through `http`, which is loaded with it.",
  },
  {
    tables: /^first-call$/,
    names: ["ky", "ofetch", "hey-api"],
    why: "Its import loads Node's fetch already, which takes most of a first call: it is slower there for it.",
  },
  {
    tables: /^first-call$/,
    names: ["lithic"],
    why: "Its import loads Node's `crypto` already, which takes 5 ms of a first `fetch`: it is slower there for it.",
  },
  {
    tables: /^first-call$/,
    names: ["openapi-fetch", "orval", "octokit"],
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
    why: "It makes types only. Ours uses it for them, and makes functions, metadata and the checks of bodies beside.",
  },
  {
    tables: /^generation/,
    names: ["hey-api", "orval"],
    why: "It prints types and functions in one go. Ours makes metadata and the checks of bodies too, which they leave to other plugins and libraries.",
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
    names: ["JSON.parse + ajv", "JSON.parse + zod", "JSON.parse + valibot", "JSON.parse alone"],
    why: "JSON.parse lets a member stand twice and rounds integers; parseEvent does neither, and reads the text itself for that.",
  },
];

/** Ours, in other forms. */
const own: readonly string[] = [ours, oursAlone, "ours", "ours, ~standard", "parseEvent"];

/** Everyone else who is better than we are, in the order of the tables. */
export function losses(tables: readonly Table[]): Loss[] {
  return tables.flatMap((table) =>
    table.figures
      .filter((figure) => !own.includes(figure.name) && isBehind(figure, table))
      .map((figure) => ({ table, figure, why: reasonFor(table.id, figure.name) })),
  );
}

function reasonFor(table: string, name: string): string | undefined {
  return reasons.find(({ tables, names }) => tables.test(table) && names.includes(name))?.why;
}
