import { readFileSync } from "node:fs";
import { cardCvvChanged } from "@pismo-client/events";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import * as v from "valibot";
import * as z from "zod";

type Validate = (payload: unknown) => boolean;

const page = readFileSync(
  new URL("../../../../specs/events/upstream/cards-rotate-cvv-1.md", import.meta.url),
  "utf8",
);
const schema: { readonly properties: { readonly card_status: { readonly enum: readonly string[] } } } =
  JSON.parse(page.slice(page.indexOf('{\n    "$schema"')));

/** The values of `card_status` that the page lists. */
export const cardStatuses: readonly string[] = schema.properties.card_status.enum;

/** Validators of the payload of "Card CVV changed", each as its documentation writes one. */
export const validators: ReadonlyMap<string, Validate> = new Map<string, Validate>([
  ["ours", (payload) => cardCvvChanged.check(payload).problems.length === 0],
  ["ours, ~standard", (payload) => !cardCvvChanged["~standard"].validate(payload).issues],
  ["ajv", ajv({})],
  ["ajv, allErrors", ajv({ allErrors: true })],
  ["zod", zod()],
  ["valibot", valibot()],
]);

function ajv(options: { readonly allErrors?: boolean }): Validate {
  const compiler = new Ajv({ strict: false, ...options });
  addFormats.default(compiler);
  return compiler.compile(schema);
}

function zod(): Validate {
  const dateTime = z.iso.datetime({ offset: true });
  const text = z.string().nullish();
  const payload = z.looseObject({
    account_id: z.int(),
    card_hash: z.string(),
    card_id: z.int(),
    card_last_four_numbers: z.string(),
    card_name: z.string(),
    card_printed_name: z.string(),
    card_status: z.enum(cardStatuses as [string]),
    contactless_enabled: z.boolean(),
    cvv_next_rotation_date: dateTime,
    cvv_rotation_type: z.enum(["MANUAL", "AUTOMATIC"]),
    expiration_date: dateTime,
    issuing_date: dateTime,
    program_id: z.int(),
    status: z.string(),
    transaction_limit: z.number().nullable(),
    abu_enabled: z.boolean().optional(),
    customer_id: z.int().optional(),
    embossed: text,
    embossing_custom_fields: text,
    metadata: z.record(z.string(), z.unknown()).nullish(),
    reason: text,
  });
  return (value) => payload.safeParse(value).success;
}

function valibot(): Validate {
  const integer = v.pipe(v.number(), v.safeInteger());
  const dateTime = v.pipe(v.string(), v.isoTimestamp());
  const text = v.nullish(v.string());
  const payload = v.looseObject({
    account_id: integer,
    card_hash: v.string(),
    card_id: integer,
    card_last_four_numbers: v.string(),
    card_name: v.string(),
    card_printed_name: v.string(),
    card_status: v.picklist(cardStatuses),
    contactless_enabled: v.boolean(),
    cvv_next_rotation_date: dateTime,
    cvv_rotation_type: v.picklist(["MANUAL", "AUTOMATIC"]),
    expiration_date: dateTime,
    issuing_date: dateTime,
    program_id: integer,
    status: v.string(),
    transaction_limit: v.nullable(v.number()),
    abu_enabled: v.optional(v.boolean()),
    customer_id: v.optional(integer),
    embossed: text,
    embossing_custom_fields: text,
    metadata: v.nullish(v.record(v.string(), v.unknown())),
    reason: text,
  });
  return (value) => v.safeParse(payload, value).success;
}
