import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Bump, Change } from "../src/change.ts";
import { describeApi } from "../src/describe-api.ts";
import { betaReason, diffApis } from "../src/diff-apis.ts";
import { bumpOf, split } from "../src/diff-report.ts";
import { correct, readForeign } from "../src/foreign-document.ts";

/** What Pismo really changed. The documents lie beside the checkout: they are not ours to keep in it. */
const root = join(import.meta.dirname, "../..");
const history = join(root, "../shared/corpus/history");
const isThere = existsSync(history);

/** What breaks: its operation, the rule that says so, and what a user sees. */
type Break = readonly [operation: string, rule: string, reason: string];

interface Verdict {
  readonly from: string;
  readonly to: string;
  readonly bump: Bump;
  readonly breaking: readonly Break[];
  /** What would break, but that the older document marks its operation as beta: no major change, by a judgement of ours. */
  readonly breakingInBeta: readonly Break[];
  readonly added: readonly string[];
}

/** Each was looked at in both documents. */
const table: Verdict[] = [
  {
    from: "Tokenization_01",
    to: "Tokenization_02",
    bump: "minor",
    breaking: [],
    breakingInBeta: [
      [
        "postV1ClicktopayGetData",
        "parameter-removed",
        'The required header `x-bid` of "Get Visa CTP customer cards status [Beta]" is called `x-owner-bid`: a call no longer compiles.',
      ],
      [
        "postV1ClicktopayGetData",
        "schema-type-changed",
        "`status` of a card was a boolean and is `ACTIVE` or `DISABLED`. The list around it states no type, so it is `unknown` to the compiler, and whoever reads it checks it already.",
      ],
      ["postV1ClicktopayGetData", "sent-type-narrowed", "The same header, as the compiler sees it."],
    ],
    added: ["postRunVisaDeviceLifecycle"],
  },
  {
    from: "Cards_01",
    to: "Cards_02",
    bump: "major",
    breaking: [
      [
        "getV1CardReissueReasons",
        "schema-type-changed",
        "`id` of a reissue reason was a text and is a whole number: whoever compares it with a text, or stores it as one, must change that.",
      ],
      ["getV1CardReissueReasons", "schema-type-changed", "`cost` was a text and is a number: the same."],
      [
        "getV1CardReissueReasons",
        "received-type-changed",
        "The exported type `ReissueReasons` carries both.",
      ],
      [
        "postV1AppendScripts",
        "parameter-removed",
        "`x-tenant` was required and is gone: an input that gives it no longer compiles. Whoever left it to the client's `tenant` notices nothing.",
      ],
      ["postV1AppendUpdatePinScript", "parameter-removed", "The same header, gone in the same way."],
    ],
    breakingInBeta: [
      [
        "postMigrateCardMode",
        "operation-removed",
        '"Migrate card mode [beta]" is a PATCH, where it was a POST: another operation, with another name.',
      ],
      ["postMigrateCard", "operation-removed", '"Migrate card to different program [beta]": the same.'],
    ],
    added: [
      "createReissueReason",
      "deleteV2CardDeleteRotation",
      "getReissueReasons",
      "patchMigrateCard",
      "patchMigrateCardMode",
      "patchV2CardChangeRotation",
      "postV1BenefitsCardsCancel",
      "postV1BenefitsCardsFreeze",
      "postV1BenefitsSegmentsAssign",
      "postV1BenefitsSegmentsCancel",
      "postV1BenefitsSegmentsReplace",
      "updateReissueReason",
    ],
  },
  {
    from: "Cards_02",
    to: "Cards_03",
    bump: "minor",
    breaking: [],
    breakingInBeta: [],
    added: ["postVauOptIn", "postVauOptOut"],
  },
];

async function diff(from: string, to: string): Promise<Change[]> {
  const [before, after] = [from, to].map((name) =>
    readForeign(join(history, readdirSync(history).find((file) => file.startsWith(`${name}_`))!)),
  );
  const pair = correct(root, { before: before!, after: after! }, () => {});
  const refuse = (message: string) => expect.fail(message);
  return diffApis(await describeApi(pair.before, from, refuse), await describeApi(pair.after, to, refuse));
}

const title = isThere ? "history" : `history: skipped, there is no ${history}`;

describe.skipIf(!isThere)(title, { timeout: 30_000 }, () => {
  it.each(table)("$from → $to is $bump", async ({ from, to, bump, breaking, breakingInBeta, added }) => {
    const changes = await diff(from, to);
    const { told } = split(changes);
    const found = (isWanted: (change: Pick<Change, "bump" | "why">) => boolean) =>
      told
        .filter(isWanted)
        .flatMap(({ operations, rule }) => operations.map((operation) => [operation, rule]))
        .sort();
    const expected = (breaks: readonly Break[]) =>
      breaks.map(([operation, rule]) => [operation, rule]).sort();
    expect(bumpOf(changes)).toBe(bump);
    expect(found((change) => change.bump === "major")).toEqual(expected(breaking));
    expect(found(({ why }) => why.endsWith(betaReason))).toEqual(expected(breakingInBeta));
    const names = changes.flatMap(({ rule, operation }) =>
      rule === "operation-added" ? (operation ?? []) : [],
    );
    expect(names.sort()).toEqual(added);
  });

  it.each(table)("$to compared with itself has no change", async ({ to }) => {
    expect(await diff(to, to)).toEqual([]);
  });
});
