import { cardCvvChangedExample, parseEvent as parseAlone } from "@pismo-client/events";
import { cardCvvChanged, createEventHandler, EventError, parseEvent } from "pismo-client/events";
import { equal, failure, has, ok } from "./check.ts";
import { type Test, test } from "./harness.ts";

const event = {
  event_id: "252212bf-cde2-43f9-b28f-33ea2b452b32",
  schema_version: 1,
  domain: "cards",
  event_type: "rotate_cvv-1",
  org_id: "TN-34778262-f4f0-464d-b4c6-a14e2dc6f4be",
  cid: "7c7737f0-53d4-9b49-9833-e4c47483634e",
  timestamp: "2019-07-20T19:03:00.000Z",
  data: cardCvvChangedExample,
};

export function events(): Test[] {
  return [
    test("the published example, as text, bytes and object", async () => {
      const text = JSON.stringify(event);
      for (const input of [text, `\ufeff${text}`, new TextEncoder().encode(text), event]) {
        const parsed = parseEvent(input);
        has(parsed, { type: "cards.rotate_cvv", version: 1, data: cardCvvChangedExample });
      }
      ok(parseEvent === parseAlone, "the facade's parser is the package's");
    }),
    test("what is wrong is named by its place, without values", async () => {
      const data = { ...cardCvvChangedExample, card_id: "4111111111111111" };
      const error = await failure(() => parseEvent(JSON.stringify({ ...event, data })));
      ok(error instanceof EventError, "it is an EventError");
      const { message, problems } = error as EventError;
      ok(
        problems.some(({ pointer, kind }) => pointer === "/data/card_id" && kind === "type"),
        "it names the type",
      );
      ok(!message.includes("4111111111111111"), "no value in the message");
    }),
    test("what the document does not list is accepted and told", async () => {
      const data = { ...cardCvvChangedExample, card_status: "NEW", more: { a: 1 } };
      const parsed = parseEvent(JSON.stringify({ ...event, data }));
      equal(
        parsed.deviations.filter(({ kind }) => kind === "enum"),
        [{ pointer: "/data/card_status", kind: "enum" }],
      );
      equal(parsed.data, data, "the data");
    }),
    test("an unknown event keeps everything, integers beyond 2^53 included", async () => {
      const text = JSON.stringify({ ...event, domain: "new" }).replace(
        '"card_id":',
        '"big":9007199254740993,"card_id":',
      );
      const parsed = parseEvent(text);
      has(parsed, { type: "unknown", domain: "new", event: "rotate_cvv" });
      equal((parsed.data as { readonly big: unknown }).big, 9007199254740993n, "the integer");
    }),
    test("broken, doubled and endless texts are refused", async () => {
      const texts: [string | Uint8Array, string][] = [
        ['{"a":', "syntax"],
        ['{"a":1,"a":2}', "duplicate-member"],
        [new Uint8Array([0x22, 0xff, 0x22]), "encoding"],
        ["[".repeat(100_000), "too-deep"],
        ['{"a":1e999}', "number"],
      ];
      for (const [text, kind] of texts) {
        const error = await failure(() => parseEvent(text));
        ok(error instanceof EventError, `${kind}: it is an EventError`);
        equal((error as EventError).problems[0]?.kind, kind, "kind");
      }
    }),
    test("each event is handled once", async () => {
      const handled: number[] = [];
      const handle = createEventHandler(
        {
          "cards.rotate_cvv": async ({ data }) => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            handled.push(data.card_id);
          },
        },
        { onUnknown: () => {} },
      );
      const copies = await Promise.all([handle(event), handle(JSON.stringify(event)), handle(event)]);
      equal(
        copies.map(({ status }) => status).sort(),
        ["duplicate", "duplicate", "handled"],
        "what became of them",
      );
      equal(handled, [5476631], "what was handled");
    }),
    test("a definition is a Standard Schema", async () => {
      equal(await cardCvvChanged["~standard"].validate(cardCvvChangedExample), {
        value: cardCvvChangedExample,
      });
      const refused = await cardCvvChanged["~standard"].validate({ ...cardCvvChangedExample, card_id: "1" });
      equal(refused, { issues: [{ message: "must be integer", path: ["card_id"] }] }, "what it says");
    }),
  ];
}
