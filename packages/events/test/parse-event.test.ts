import { describe, expect, it } from "vitest";
import { cardCvvChangedExample, parseEvent } from "../src/index.ts";
import { schema } from "./page.ts";
import { envelope, payload, rotateCvv } from "./samples.ts";
import { eventError, problems } from "./thrown.ts";

const { required } = schema;

describe("the published example", () => {
  it("is the one in the page", () => {
    expect(cardCvvChangedExample).toEqual(schema.examples[0]);
  });

  it.each([
    ["a parsed object", (example: object) => example],
    ["a text", (example: object) => JSON.stringify(example, null, 2)],
    ["bytes", (example: object) => new TextEncoder().encode(JSON.stringify(example))],
    [
      "an ArrayBuffer",
      (example: object) => new TextEncoder().encode(JSON.stringify(example)).buffer as ArrayBuffer,
    ],
  ])("parses as %s, bare and in its envelope, with its undeclared member", (_form, make) => {
    const bare = parseEvent(make(payload()), { identity: rotateCvv });
    expect(bare).toEqual({
      type: "cards.rotate_cvv",
      version: 1,
      data: schema.examples[0],
      envelope: undefined,
      deviations: [],
    });

    const { data, ...rest } = envelope();
    const enveloped = parseEvent(make(envelope()));
    expect(enveloped).toEqual({ type: "cards.rotate_cvv", version: 1, data, envelope: rest, deviations: [] });
    expect((enveloped.data as { card_type?: unknown }).card_type).toBe("VIRTUAL");
  });
});

describe("what is refused", () => {
  it.each(required)("a payload without %s", (name) => {
    const { [name]: _, ...data } = payload();
    const missing = { pointer: `/${name}`, kind: "missing", message: "is required" };
    expect(problems(() => parseEvent(data, { identity: rotateCvv }))).toEqual([missing]);
    expect(problems(() => parseEvent(envelope({ data })))).toEqual([
      { ...missing, pointer: `/data/${name}` },
    ]);
  });

  it.each(Object.entries(schema.properties))("a payload with %s of a wrong type", (name, { type }) => {
    const data = payload({ [name]: type === "boolean" ? "true" : [] });
    expect(problems(() => parseEvent(data, { identity: rotateCvv }))).toEqual([
      { pointer: `/${name}`, kind: "type", message: `must be ${[type].flat().join(" or ")}` },
    ]);
  });

  it("every problem at once", () => {
    const { card_id: _, ...data } = payload({ account_id: "1", card_name: null });
    const { cid: __, ...rest } = envelope({ data, timestamp: 1 });
    expect(problems(() => parseEvent(rest)).map(({ pointer, kind }) => [pointer, kind])).toEqual([
      ["/cid", "missing"],
      ["/timestamp", "type"],
      ["/data/card_id", "missing"],
      ["/data/account_id", "type"],
      ["/data/card_name", "type"],
    ]);
  });

  it.each(Object.keys(envelope()))("an envelope without %s", (name) => {
    const { [name]: _, ...rest } = envelope();
    expect(problems(() => parseEvent(rest))).toEqual([
      { pointer: `/${name}`, kind: "missing", message: "is required" },
    ]);
  });

  it("an empty event_id, which would make every event a duplicate", () => {
    expect(problems(() => parseEvent(envelope({ event_id: "" })))[0]).toMatchObject({ pointer: "/event_id" });
  });

  it.each([[[]], ["[]"], ["null"], ['"text"'], ["1"]])("%j, which is no object", (input) => {
    expect(problems(() => parseEvent(input))).toEqual([
      { pointer: "", kind: "type", message: "must be object" },
    ]);
    expect(problems(() => parseEvent(input, { identity: rotateCvv }))).toEqual([
      { pointer: "", kind: "type", message: "must be object" },
    ]);
  });
});

describe("what is accepted", () => {
  it("a value outside an enum, listed", () => {
    const event = parseEvent(envelope({ data: payload({ card_status: "INOPERATIVE" }) }));
    expect(event.deviations).toEqual([{ pointer: "/data/card_status", kind: "enum" }]);
    expect(event.data).toMatchObject({ card_status: "INOPERATIVE" });
  });

  it("a date without a zone, listed: the page's own example has one", () => {
    const [issued] = schema.properties.issuing_date!.examples!;
    const event = parseEvent(payload({ issuing_date: issued }), { identity: rotateCvv });
    expect(event.deviations).toEqual([{ pointer: "/issuing_date", kind: "format" }]);
  });

  it("an envelope's timestamp without a zone, listed, and its undeclared members", () => {
    const event = parseEvent(envelope({ timestamp: "2019-07-20T19:03:00", region: "sa-east-1", cid: "" }));
    expect(event.deviations).toEqual([{ pointer: "/timestamp", kind: "format" }]);
    expect(event.envelope).toMatchObject({ region: "sa-east-1" });
  });

  it("members that the document does not declare, at every depth", () => {
    const metadata = { "customer-data": { my: ["value", { deep: null }] } };
    const event = parseEvent(payload({ metadata, added: { later: true } }), { identity: rotateCvv });
    expect(event.data).toMatchObject({ metadata, added: { later: true } });
    expect(event.deviations).toEqual([]);
  });
});

describe("which event it is", () => {
  it.each([
    ["rotate_cvv", 1],
    ["rotate_cvv", "1"],
    ["rotate_cvv-1", 1],
    ["rotate-cvv-1", "1"],
    ["rotate-cvv", 1],
  ])("event_type %j with schema_version %j is cards.rotate_cvv 1", (event_type, schema_version) => {
    const event = parseEvent(envelope({ event_type, schema_version }));
    expect(event).toMatchObject({ type: "cards.rotate_cvv", version: 1, deviations: [] });
    expect(event.envelope).toMatchObject({ event_type, schema_version });
  });

  it("schema_version counts where event_type ends with another", () => {
    expect(parseEvent(envelope({ event_type: "rotate_cvv-2" }))).toMatchObject({
      type: "cards.rotate_cvv",
      deviations: [{ pointer: "/event_type", kind: "version" }],
    });
  });

  it.each([
    [{ domain: "account" }, { domain: "account", event: "rotate_cvv", version: 1 }],
    [{ event_type: "customer-creation-1" }, { domain: "cards", event: "customer-creation", version: 1 }],
    [{ schema_version: 2 }, { domain: "cards", event: "rotate_cvv", version: 2 }],
    [{ schema_version: "1.1" }, { domain: "cards", event: "rotate_cvv", version: "1.1" }],
    [
      { domain: "__proto__", event_type: "constructor" },
      { domain: "__proto__", event: "constructor", version: 1 },
    ],
  ])("%j is unknown, and nothing of it is lost", (changes, identity) => {
    const data = { anything: [1, "two"], card_id: "not even checked" };
    const { data: _, ...rest } = envelope(changes);
    const event = parseEvent(JSON.stringify(envelope({ ...changes, data })));
    expect(event).toEqual({ type: "unknown", ...identity, data, envelope: rest, deviations: [] });
  });

  it("a bare payload of an unknown identity is unknown", () => {
    const identity = { domain: "cards", event: "created", version: 3 };
    expect(parseEvent("[1]", { identity })).toEqual({
      type: "unknown",
      ...identity,
      data: [1],
      envelope: undefined,
      deviations: [],
    });
  });
});

describe("integers beyond 2^53", () => {
  const text = (changes: string) => JSON.stringify(payload()).replace("{", `{${changes},`);

  it("are refused where the document declares a number", () => {
    const { account_id: _, transaction_limit: __, ...data } = payload();
    const input = JSON.stringify(data).replace(
      "{",
      '{"account_id":9007199254740993,"transaction_limit":-9007199254740993,',
    );
    expect(problems(() => parseEvent(input, { identity: rotateCvv }))).toEqual([
      { pointer: "/account_id", kind: "unsafe-integer", message: "is an integer beyond 2^53" },
      { pointer: "/transaction_limit", kind: "unsafe-integer", message: "is an integer beyond 2^53" },
    ]);
  });

  it.each([9007199254740992, 1e300])(
    "are refused in a parsed object, where %d may have been rounded before",
    (account_id) => {
      expect(problems(() => parseEvent(payload({ account_id }), { identity: rotateCvv }))).toEqual([
        { pointer: "/account_id", kind: "unsafe-integer", message: "is an integer beyond 2^53" },
      ]);
    },
  );

  it("are kept exactly elsewhere", () => {
    const event = parseEvent(text('"added":[9007199254740993,-9007199254740993,9007199254740991]'), {
      identity: rotateCvv,
    });
    expect(event.data).toMatchObject({ added: [9007199254740993n, -9007199254740993n, 9007199254740991] });
  });

  it("are a type error where the document declares a text", () => {
    const { card_name: _, ...data } = payload();
    const input = JSON.stringify(data).replace("{", '{"card_name":9007199254740993,');
    expect(problems(() => parseEvent(input, { identity: rotateCvv }))[0]).toMatchObject({
      pointer: "/card_name",
      kind: "type",
    });
  });
});

describe("nothing of the event shows in an error", () => {
  const secrets = ["0504", "Warren Pease", "U5xsBtm2w4Ifj2fDcdF8OZ", "8675309", "JMG owner"];

  it.each([
    [
      "a wrong type",
      JSON.stringify(envelope({ data: payload({ card_last_four_numbers: 504, status: null }) })),
    ],
    ["a syntax error after the values", JSON.stringify(envelope()).slice(0, -1)],
    ["a syntax error before them", `{"a" ${JSON.stringify(envelope())}`],
    [
      "a duplicate",
      JSON.stringify(envelope()).replace('"data":{', '"data":{"card_printed_name":"Warren Pease",'),
    ],
    ["a text alone", JSON.stringify("Warren Pease 0504")],
    ["a bad escape", '{"card_printed_name":"Warren Pease \\x"}'],
  ])("%s", (_case, input) => {
    const error = eventError(() => parseEvent(input));
    const shown = [
      error.message,
      error.stack,
      JSON.stringify(error),
      JSON.stringify(error.problems),
      String(error.cause),
    ].join("\n");
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
});
