import { DocumentError } from "./document-error.ts";
import { type EventDocument, eventModels, publishedExample } from "./emit-events.ts";
import { valueName } from "./event-names.ts";

const begin = "<!-- generated: events -->";
const end = "<!-- /generated -->";

/** The README of the events' package with its table of them, between two markers, brought up to date. */
export function updateEventsTable(readme: string, events: readonly EventDocument[]): string {
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end);
  if (start < 0 || stop < start) {
    throw new DocumentError(
      "packages/events/README.md",
      "It has no place for the events.",
      `Put \`${begin}\` and \`${end}\` where they belong.`,
    );
  }
  const rows = eventModels(events).map(({ document, schema, type }) => {
    const example = publishedExample(schema) ? `\`${valueName(type)}Example\`` : "";
    return `| \`${document.domain}.${document.event}\` | ${document.version} | \`${type}\` | ${example} |\n`;
  });
  const table = `| type | version | payload | published example |\n| --- | --- | --- | --- |\n${rows.join("")}`;
  return `${readme.slice(0, start)}${begin}\n${table}${readme.slice(stop)}`;
}
