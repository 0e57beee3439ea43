import { isDeepStrictEqual } from "node:util";
import type { Declared, Json } from "./document.ts";

/** An exchange as it went over the wire. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly body: Json | string | undefined;
}

const columns = ["status", "example", "media type", "parameter"] as const;
type Column = (typeof columns)[number];

export interface Count {
  readonly called: number;
  readonly declared: number;
}

/** By what is counted: `statuses`, `examples`, … */
export type Counts = { readonly [column: string]: Count };

/** What the documents declare, and which part of it has been seen on the wire. */
export class Coverage {
  readonly #called = new Map<Declared, Set<string>>();

  constructor(operations: readonly Declared[]) {
    for (const operation of operations) this.#called.set(operation, new Set());
  }

  /** Takes note of an exchange with the operation that its URL and method belong to. */
  observe(exchange: Exchange): void {
    for (const [operation, called] of this.#called) {
      const { metadata, responses, parameters, bodies } = operation;
      const path = pathPattern(metadata.basePath + metadata.path).exec(exchange.url.pathname);
      if (metadata.method !== exchange.method || !path) continue;
      for (const { status, mediaType, examples } of responses) {
        if (status !== String(exchange.status) || mediaType !== exchange.mediaType) continue;
        called.add(`status ${status}`);
        called.add(`media type ${status} ${mediaType ?? "no content"}`);
        for (const [name, value] of examples) {
          if (isDeepStrictEqual(value, exchange.body)) called.add(`example ${status} ${name}`);
        }
      }
      for (const parameter of parameters) {
        const name = String(parameter.name);
        const isSent =
          parameter.in === "path"
            ? path.groups?.[groupName(name)]
            : parameter.in === "query"
              ? exchange.url.searchParams.has(name)
              : exchange.headers.has(name);
        if (isSent) called.add(`parameter ${parameter.in} ${name}`);
      }
      for (const { type } of bodies)
        if (exchange.headers.get("content-type") === type) called.add(`media type request ${type}`);
    }
  }

  /** What is declared and has not been seen, each with its operation. */
  uncovered(): string[] {
    return [...this.#called].flatMap(([operation, called]) =>
      declared(operation)
        .filter((item) => !called.has(item))
        .map((item) => `${operation.api}.${operation.metadata.name}: ${item}`),
    );
  }

  /** For each operation and kind of thing that it declares, how many are declared and how many have been seen. */
  counts(): { readonly name: string; readonly counts: Counts }[] {
    return [...this.#called].map(([operation, called]) => {
      const items = declared(operation);
      const count = (column: Column): Count => {
        const own = items.filter((item) => item.startsWith(`${column} `));
        return { called: own.filter((item) => called.has(item)).length, declared: own.length };
      };
      return {
        name: `${operation.api}.${operation.metadata.name}`,
        counts: Object.fromEntries(columns.map((column) => [plural(column), count(column)])),
      };
    });
  }

  /** A row for each operation, called of declared in each column, and the sum. */
  table(): string {
    const rows = this.counts().map(({ name, counts }) => ({ name, cells: Object.values(counts) }));
    const total = columns.map((_, index) => ({
      called: rows.reduce((sum, { cells }) => sum + cells[index]!.called, 0),
      declared: rows.reduce((sum, { cells }) => sum + cells[index]!.declared, 0),
    }));
    const width = Math.max(...rows.map(({ name }) => name.length), 10);
    const line = (name: string, cells: readonly string[]) =>
      `${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(12)).join("")}\n`;
    const print = (cells: readonly Count[]) => cells.map(({ called, declared }) => `${called}/${declared}`);
    const sum = (member: "called" | "declared") => total.reduce((all, cell) => all + cell[member], 0);
    return [
      line("operation", columns.map(plural)),
      ...rows.map(({ name, cells }) => line(name, print(cells))),
      line(`${rows.length} operations`, print(total)),
      `Called of declared: ${((100 * sum("called")) / sum("declared")).toFixed(1)} %\n`,
      ...this.uncovered().map((item) => `not called: ${item}\n`),
    ].join("");
  }
}

function declared({ responses, parameters, bodies }: Declared): string[] {
  return [
    ...new Set([
      ...responses.map(({ status }) => `status ${status}`),
      ...responses.flatMap(({ status, examples }) =>
        [...examples.keys()].map((name) => `example ${status} ${name}`),
      ),
      ...responses.map(({ status, mediaType }) => `media type ${status} ${mediaType ?? "no content"}`),
      ...bodies.map(({ type }) => `media type request ${type}`),
      ...parameters.map((parameter) => `parameter ${parameter.in} ${parameter.name}`),
    ]),
  ];
}

function pathPattern(template: string): RegExp {
  const parts = template
    .split(/(\{[^}]+\})/)
    .map((part) =>
      part.startsWith("{")
        ? `(?<${groupName(part.slice(1, -1))}>[^/]+)`
        : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    );
  return new RegExp(`^${parts.join("")}$`);
}

function groupName(parameter: string): string {
  return `p${Buffer.from(parameter).toString("hex")}`;
}

function plural(column: Column): string {
  return column === "status" ? "statuses" : `${column}s`;
}
