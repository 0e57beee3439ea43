import { parseEvent } from "@pismo-client/events";
import { makeEvent } from "@pismo-client/mock";
import { interleave } from "../interleave.ts";
import type { Measure } from "../measure.ts";
import { type Repeat, rateOf } from "../rate.ts";
import { type TableHead, toTable } from "../results.ts";
import { validators } from "./event-validators.ts";

const events = Array.from({ length: 64 }, (_, seed) => makeEvent("cards.rotate_cvv", {}, { seed }));
const valid: readonly unknown[] = events.map(({ data }) => data);
const invalid = events.map(({ data: { account_id: _, ...data } }) => ({ ...data, card_id: "x", status: 1 }));
const texts = events.map((event) => JSON.stringify(event));

const ms = 20;
const batch = 640;
const head = { unit: "a second", better: "higher", compare: "ratio" } as const;
const how = `64 made events in turn, for ${ms} ms a round.`;

const validText = (name: string) => (text: string) => validators.get(name)!(JSON.parse(text).data);

const comparisons: readonly {
  readonly head: TableHead;
  readonly contestants: ReadonlyMap<string, Repeat>;
}[] = [
  {
    head: {
      ...head,
      id: "events-valid",
      title: 'A valid payload of "Card CVV changed", validated',
      how,
      ours: "ours",
    },
    contestants: validating(valid),
  },
  {
    head: {
      ...head,
      id: "events-invalid",
      title: "An invalid payload: one member missing, two of a wrong type",
      how: `${how} ajv in its ordinary form stops at the first problem; the others find all three.`,
      ours: "ours",
    },
    contestants: validating(invalid),
  },
  {
    head: {
      ...head,
      id: "events-text",
      title: `An event's text, ${texts[0]!.length} characters, read and validated`,
      how: `${how} parseEvent also refuses members that stand twice and never rounds an integer; JSON.parse does neither.`,
      ours: "parseEvent",
    },
    contestants: new Map<string, Repeat>([
      ["parseEvent", over(texts, (text) => parseEvent(text))],
      ["JSON.parse + ajv", over(texts, validText("ajv"))],
      ["JSON.parse + zod", over(texts, validText("zod"))],
      ["JSON.parse + valibot", over(texts, validText("valibot"))],
      ["JSON.parse alone", over(texts, (text) => JSON.parse(text))],
    ]),
  },
];

/** What a function makes of the inputs is counted, so that no compiler leaves it out. */
function over<Input>(inputs: readonly Input[], use: (input: Input) => unknown): Repeat {
  let next = 0;
  let counted = 0;
  return (times) => {
    for (let time = 0; time < times; time++) {
      if (use(inputs[next]!)) counted++;
      next = (next + 1) % inputs.length;
    }
    return counted;
  };
}

function validating(payloads: readonly unknown[]): ReadonlyMap<string, Repeat> {
  return new Map([...validators].map(([name, validate]) => [name, over(payloads, validate)]));
}

const eventsMeasure: Measure = async ({ rounds, progress }) => {
  for (const [name, validate] of validators) {
    if (!valid.every(validate)) throw new Error(`${name} refuses a valid payload.`);
    if (invalid.some(validate)) throw new Error(`${name} accepts an invalid payload.`);
  }
  const tables = [];
  for (const { head, contestants } of comparisons) {
    const samples = await interleave(
      [...contestants.keys()],
      { rounds: rounds(30, 5) },
      (what) => progress(`${head.id}: ${what}`),
      (name) => rateOf(contestants.get(name)!, ms, batch),
    );
    tables.push(toTable(head, samples));
  }
  return tables;
};

export default eventsMeasure;
