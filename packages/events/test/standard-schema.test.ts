import { describe, expect, expectTypeOf, it } from "vitest";
import { type CardCvvChanged, cardCvvChanged, eventDefinitions } from "../src/index.ts";
import { payload } from "./samples.ts";

/** As @standard-schema/spec 1.0 declares it. */
interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Result<Output> | Promise<Result<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}
type Result<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: ReadonlyArray<{
        readonly message: string;
        readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
      }>;
    };
type InferOutput<Schema extends StandardSchemaV1> = NonNullable<Schema["~standard"]["types"]>["output"];

async function validateWith<Schema extends StandardSchemaV1>(
  schema: Schema,
  value: unknown,
): Promise<Result<InferOutput<Schema>>> {
  return schema["~standard"].validate(value) as Promise<Result<InferOutput<Schema>>>;
}

describe.each(eventDefinitions.map((definition) => [definition.type, definition] as const))(
  "%s",
  (_type, definition) => {
    it("names its version and vendor", () => {
      expect(definition["~standard"]).toMatchObject({ version: 1, vendor: "pismo-client" });
    });
  },
);

describe("cards.rotate_cvv as a Standard Schema", () => {
  it("accepts what parseEvent accepts, as the same object", async () => {
    const value = payload({ card_status: "INOPERATIVE" });
    const result = await validateWith(cardCvvChanged, value);
    expect(result).toEqual({ value });
    if (!result.issues) {
      expectTypeOf(result.value).toEqualTypeOf<CardCvvChanged>();
      expect(result.value).toBe(value);
    }
  });

  it("gives issues with paths", async () => {
    const { card_id: _, ...value } = payload({ status: 1 });
    expect(await validateWith(cardCvvChanged, value)).toEqual({
      issues: [
        { message: "is required", path: ["card_id"] },
        { message: "must be string", path: ["status"] },
      ],
    });
    expect(await validateWith(cardCvvChanged, 1)).toEqual({
      issues: [{ message: "must be object", path: [] }],
    });
  });
});
