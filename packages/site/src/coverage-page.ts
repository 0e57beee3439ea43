import { type Html, html } from "./html.ts";
import type { Page } from "./page.ts";
import { exists, read } from "./repository.ts";

/** What the contract tests write: how much of what the documents declare has been seen on the wire. */
interface Coverage {
  readonly operations: readonly { readonly name: string; readonly counts: Counts }[];
  readonly uncovered: readonly string[];
}

type Counts = { readonly [column: string]: Count };

interface Count {
  readonly called: number;
  readonly declared: number;
}

const source = "packages/contract/coverage/coverage.json";

/** The contract tests' own count, as a table. */
export function coveragePage(): Page {
  if (!exists(source))
    throw new Error(`${source} does not exist. Run the contract tests first: \`pnpm contract\`.`);
  const { operations, uncovered } = JSON.parse(read(source)) as Coverage;
  const columns = Object.keys(operations[0]?.counts ?? {});
  const total = Object.fromEntries(
    columns.map((column) => [column, sum(operations.map(({ counts }) => counts[column]!))]),
  );
  const all = sum(Object.values(total));
  return {
    path: "proof/coverage.html",
    title: "Contract coverage",
    group: "Proof",
    description: `The contract tests have seen ${all.called} of the ${all.declared} things that the documents declare.`,
    headings: [],
    body: html`<h1>Contract coverage</h1>
<p>The contract tests call every operation of the documents through the built packages, against the mock of the same
documents, and note what passes on the wire: each declared status, example, media type and parameter. They fail
unless everything that is declared has been called. This is what they counted when this site was built;
<code>npx -y pnpm@12.21.0 contract</code> counts again.</p>
<p class="figure"><strong>${percent(all)}</strong> ${all.called} of ${all.declared} declared, over ${operations.length} operations</p>
<div class="scroll" tabindex="0"><table class="numbers">
<thead><tr><th>operation</th>${columns.map((column) => html`<th>${column}</th>`)}</tr></thead>
<tbody>
${operations.map(({ name, counts }) => row(html`<code>${name}</code>`, counts, columns))}</tbody>
<tfoot>
${row(html`all`, total, columns)}</tfoot>
</table></div>
${
  uncovered.length > 0
    ? html`<h2 id="not-called">Not called</h2>
<ul>
${uncovered.map((item) => html`<li><code>${item}</code></li>\n`)}</ul>`
    : ""
}`,
  };
}

function row(name: Html, counts: Counts, columns: readonly string[]): Html {
  return html`<tr><th scope="row">${name}</th>${columns.map((column) => cell(counts[column]!))}</tr>\n`;
}

function cell({ called, declared }: Count): Html {
  if (declared === 0) return html`<td>none declared</td>`;
  return html`<td>${called} of ${declared}<meter min="0" max="${declared}" value="${called}" aria-hidden="true"></meter></td>`;
}

function sum(counts: readonly Count[]): Count {
  return {
    called: counts.reduce((all, { called }) => all + called, 0),
    declared: counts.reduce((all, { declared }) => all + declared, 0),
  };
}

function percent({ called, declared }: Count): string {
  return `${((100 * called) / declared).toFixed(1)} %`;
}
