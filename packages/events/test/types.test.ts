import { expect, expectTypeOf, it } from "vitest";
import {
  type CardCvvChanged,
  cardCvvChangedCardStatusValues,
  createEventHandler,
  type EventEnvelope,
  type KnownEvent,
  type PismoEvent,
  parseEvent,
} from "../src/index.ts";
import { envelope, payload, rotateCvv } from "./samples.ts";

it("a switch over the type is exhaustive", () => {
  const describe = (event: PismoEvent): string => {
    switch (event.type) {
      case "cards.rotate_cvv":
        expectTypeOf(event.data).toEqualTypeOf<CardCvvChanged>();
        expectTypeOf(event.version).toEqualTypeOf<1>();
        return `card ${event.data.card_id}`;
      case "unknown":
        expectTypeOf(event.data).toBeUnknown();
        return `${event.domain} ${event.event}`;
      default:
        return event satisfies never;
    }
  };
  expect(describe(parseEvent(envelope()))).toBe("card 5476631");
});

it("an envelope is there unless an identity was given", () => {
  expectTypeOf(parseEvent(envelope()).envelope).toEqualTypeOf<EventEnvelope>();
  expectTypeOf(parseEvent(payload(), { identity: rotateCvv }).envelope).toEqualTypeOf<undefined>();
});

it("declared members are exact, enums are open, undeclared ones are read as a record", () => {
  const check = (data: CardCvvChanged) => {
    expectTypeOf(data.account_id).toEqualTypeOf<number>();
    expectTypeOf(data.transaction_limit).toEqualTypeOf<number | null>();
    expectTypeOf(data.abu_enabled).toEqualTypeOf<boolean | undefined>();
    expectTypeOf(data.metadata).toEqualTypeOf<Readonly<Record<string, unknown>> | null | undefined>();
    expectTypeOf<"INOPERATIVE">().toExtend<typeof data.card_status>();
    expectTypeOf<(typeof cardCvvChangedCardStatusValues)[number]>().toExtend<typeof data.card_status>();
    // @ts-expect-error: not declared
    data.card_type;
    // @ts-expect-error: received, not to be changed
    data.status = "";
    const all: Readonly<Record<string, unknown>> = data;
    return all.card_type;
  };
  expect(check(payload() as CardCvvChanged)).toBe("VIRTUAL");
  expect(cardCvvChangedCardStatusValues).toContain("UMBOUND");
});

it("handlers get the event of their type", () => {
  createEventHandler(
    { "cards.rotate_cvv": (event) => expectTypeOf(event).toEqualTypeOf<KnownEvent>() },
    { onUnknown: () => {} },
  );
  // @ts-expect-error: a type that is not known
  expect(() => createEventHandler({ "cards.rotate_cw": () => {} }, { onUnknown: () => {} })).toThrow();
  // @ts-expect-error: unknown events must go somewhere
  expect(() => createEventHandler({})).toThrow();
});
