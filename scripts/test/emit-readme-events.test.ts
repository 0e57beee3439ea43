import { expect, it } from "vitest";
import { updateEventsTable } from "../src/emit-readme-events.ts";

const event = (schema: object, version: number) => ({
  ...{ source: "events/upstream/test.json", sha256: "0", domain: "cards", event: "tested", version },
  schema: { type: "object", title: "Card tested", ...schema },
});

it("the table of events in the package's README is brought up to date", () => {
  const readme = "# Events\n\n<!-- generated: events -->\nold\n<!-- /generated -->\n\nMore.\n";
  const documents = [event({ examples: [{ id: 1 }] }, 1), event({}, 2)];
  expect(updateEventsTable(readme, documents)).toBe(`# Events

<!-- generated: events -->
| type | version | payload | published example |
| --- | --- | --- | --- |
| \`cards.tested\` | 1 | \`CardTested\` | \`cardTestedExample\` |
| \`cards.tested\` | 2 | \`CardTestedV2\` |  |
<!-- /generated -->

More.
`);
  expect(() => updateEventsTable("# Events\n", documents)).toThrow(
    /README\.md[\s\S]*no place for the events[\s\S]*<!-- generated: events -->/,
  );
});
