import type { Place } from "../declared.ts";
import { DocumentError } from "../document-error.ts";
import type { Json, JsonObject } from "../json.ts";
import { contradiction } from "./contradiction.ts";
import { type Finding, findingOf } from "./corpus-document.ts";
import { type Sampling, sample } from "./sample.ts";
import type { SchemaCheck } from "./schema-check.ts";
import { statedExamples } from "./stated-examples.ts";

/** A value that the schema of a parameter or media type allows; without `value`, none could be made. */
export interface FittingValue {
  readonly value?: Json;
  /** The document's own examples that its schema refuses. */
  readonly faults: readonly Finding[];
  /** Why there is none. */
  readonly missing?: MissingValue;
}

export interface MissingValue extends Finding {
  /** Whether it is shown that the schema allows no value at all, or that the document's own example is wrong. */
  readonly isProven: boolean;
}

const ways: readonly Sampling[] = [0, 1, 2].flatMap((branch) => [
  { examples: true, optional: true, branch },
  { examples: false, optional: true, branch },
  { examples: true, optional: false, branch },
  { examples: false, optional: false, branch },
]);

/**
 * The examples of the document first, in its order, else a sample; each is asked of the schema.
 * @param accept what else is asked of a value
 */
export function fittingValue(
  document: JsonObject,
  place: Place,
  check: SchemaCheck,
  accept: (value: Json) => boolean = () => true,
): FittingValue {
  try {
    return findValue(document, place, check, accept);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { faults: [], missing: { ...findingOf(error), isProven: true } };
  }
}

function findValue(
  document: JsonObject,
  place: Place,
  check: SchemaCheck,
  accept: (value: Json) => boolean,
): FittingValue {
  const faults: Finding[] = [];
  const { schema } = place.value;
  const problem = (value: Json) =>
    schema === undefined ? undefined : check(`${place.pointer}/schema`, value);
  for (const example of statedExamples(document, place)) {
    const what = problem(example.value);
    if (what !== undefined)
      faults.push({ place: example.place, what: `its schema refuses this example: ${what}` });
    else if (accept(example.value)) return { value: example.value, faults };
  }
  for (const way of ways) {
    const value = sample(document, schema, way);
    if (problem(value) === undefined && accept(value)) return { value, faults };
  }
  const schemaPlace = `${place.pointer}/schema`;
  const proof = contradiction(document, schemaPlace);
  const missing = proof
    ? { ...proof, isProven: true }
    : ((faults[0] && { ...faults[0], isProven: true }) ?? {
        place: schemaPlace,
        what: "no value could be made that it allows",
        isProven: false,
      });
  return { faults, missing };
}
