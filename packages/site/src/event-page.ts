import { parseEventPage } from "@pismo-client/scripts/event-page";
import { eventText } from "@pismo-client/scripts/event-text";
import { highlight } from "./highlight.ts";
import { Html, html } from "./html.ts";
import { type Rendered, renderMarkdown } from "./markdown.ts";
import { type Page, relativeLink } from "./page.ts";
import { find, read } from "./repository.ts";

/** The members of a JSON Schema that a page shows. */
interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
}

/** A page for each event that the documents describe. */
export function eventPages(): Page[] {
  return find("specs/events/upstream/*.md").map((source) => {
    const event = parseEventPage(read(source), source);
    const schema = event.schema as Schema;
    const path = `events/${event.domain}-${event.event}-${event.version}.html`.replaceAll("_", "-");
    const type = `${event.domain}.${event.event}`;
    const [example] = schema.examples ?? [];
    const { html: summary } = prose(schema.description);
    const headings = [
      { level: 2, id: "members", text: "Members" },
      ...(example === undefined ? [] : [{ level: 2, id: "example", text: "Example" }]),
    ];
    return {
      path,
      title: schema.title ?? type,
      group: "Events",
      description: `The event ${type}, version ${event.version}: its members, and an example.`,
      headings,
      body: html`<h1>${schema.title ?? type}</h1>
${summary}
<p><code>${type}</code>, version ${event.version}. In code it is read with <a href="${relativeLink(path, "packages/events.html")}"><code>parseEvent</code></a>,
which checks this schema, keeps members that it does not declare, and lets a value outside an enum through, with a note.</p>
<h2 id="members">Members</h2>
<div class="scroll" tabindex="0"><table>
<thead><tr><th>member</th><th>type</th><th>what it is</th></tr></thead>
<tbody>
${rows(schema, "")}</tbody>
</table></div>
${
  example === undefined
    ? ""
    : html`<h2 id="example">Example</h2>
<p>As published.</p>
${new Html(highlight(JSON.stringify(example, null, 2), "json"))}`
}`,
    };
  });
}

function rows({ properties = {}, required = [] }: Schema, prefix: string): Html[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    html`<tr id="${prefix}${name}"><td><code>${prefix}${name}</code>${required.includes(name) ? html`<br><small>required</small>` : ""}</td>
<td>${typeOf(schema)}</td>
<td>${schema.title ? html`<strong>${schema.title}</strong>` : ""}${prose(schema.description).html}${facts(schema)}</td></tr>
`,
    ...rows(schema, `${prefix}${name}.`),
    ...(schema.items ? rows(schema.items, `${prefix}${name}[].`) : []),
  ]);
}

function typeOf({ type, format, enum: values }: Schema): Html {
  const name = [type ?? (values ? "one of" : "any")].flat().join(" or ");
  return html`${name}${format ? html`<br><small>${format}</small>` : ""}`;
}

function facts(schema: Schema): Html[] {
  const list = (values: readonly unknown[]) =>
    values.map((value, index) => html`${index > 0 ? ", " : ""}<code>${JSON.stringify(value)}</code>`);
  return [
    ...(schema.enum ? [html`<p>One of ${list(schema.enum)}.</p>`] : []),
    ...(schema.default === undefined
      ? []
      : [html`<p>The document's default: ${list([schema.default])}.</p>`]),
    ...(schema.examples ? [html`<p>For example ${list(schema.examples)}.</p>`] : []),
  ];
}

function prose(text: string | undefined): Rendered {
  return renderMarkdown(eventText(text), { isTrusted: false, linkOf: (href) => href });
}
