import { parseEvent } from "@pismo-client/events";
import { makeEvent } from "@pismo-client/mock";
import type { Comparison } from "./comparison.ts";
import { validators } from "./event-validators.ts";
import type { Contestants, Run } from "./measure.ts";

const events = Array.from({ length: 64 }, (_, seed) => makeEvent("cards.rotate_cvv", {}, { seed }));
const valid: readonly unknown[] = events.map(({ data }) => data);
const invalid = events.map(({ data: { account_id: _, ...data } }) => ({ ...data, card_id: "x", status: 1 }));
const texts = events.map((event) => JSON.stringify(event));

for (const [name, validate] of validators) {
  if (!valid.every(validate)) throw new Error(`${name} refuses a valid payload.`);
  if (invalid.some(validate)) throw new Error(`${name} accepts an invalid payload.`);
}

/** What a function makes of the inputs is counted, so that no compiler leaves it out. */
function over<Input>(inputs: readonly Input[], use: (input: Input) => unknown): Run {
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

function validating(payloads: readonly unknown[]): Contestants {
  return new Map([...validators].map(([name, validate]) => [name, over(payloads, validate)]));
}

const options = { rounds: 30, ms: 20, batch: 640 };
const validated = (name: string) => (text: string) => validators.get(name)!(JSON.parse(text).data);

const comparisons: readonly Comparison[] = [
  {
    title: 'A valid payload of "Card CVV changed": 64 of them, validated',
    contestants: validating(valid),
    options,
    claims: ["ajv", "ajv, allErrors", "zod", "valibot"],
  },
  {
    title: "An invalid payload: one member missing, two of a wrong type",
    contestants: validating(invalid),
    options,
    claims: ["zod", "valibot"],
    note: [
      "ajv in its ordinary form stops at the first problem, and is much faster for it. The others find all three;",
      "ajv with allErrors is then about as fast as ours, which sorts them into problems and deviations besides.",
    ].join("\n"),
  },
  {
    title: `An event's text, ${texts[0]!.length} characters, read and validated`,
    contestants: new Map<string, Run>([
      ["parseEvent", over(texts, (text) => parseEvent(text))],
      ["JSON.parse + ajv", over(texts, validated("ajv"))],
      ["JSON.parse + zod", over(texts, validated("zod"))],
      ["JSON.parse + valibot", over(texts, validated("valibot"))],
      ["JSON.parse alone", over(texts, (text) => JSON.parse(text))],
    ]),
    options,
    claims: [],
    note: "parseEvent also refuses members that stand twice and never rounds an integer; JSON.parse does neither.",
  },
];

export default comparisons;
