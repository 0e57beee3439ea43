import { type Deviation, distinct, type Findings, findingsOf, tokensOf, type Validator } from "./findings.ts";
import type { StandardSchema } from "./standard-schema.ts";

export type { Validator } from "./findings.ts";

/**
 * One version of one event: what it is called, and the check of its payload. It is a Standard Schema as well, which
 * accepts what {@link parseEvent} accepts; deviations are only in `check`.
 */
export interface EventDefinition<
  Type extends string = string,
  Version extends number = number,
  Data = unknown,
> extends StandardSchema<Data> {
  /** `cards.rotate_cvv`: domain and event. */
  readonly type: Type;
  readonly domain: string;
  readonly event: string;
  readonly version: Version;
  /** Holds a payload against the event's document. It never throws, and its pointers begin at the payload. */
  readonly check: (data: unknown) => Findings;
}

/** What a generated file says of its event. */
interface EventSource<Type extends string, Version extends number> {
  readonly type: Type;
  readonly domain: string;
  readonly event: string;
  readonly version: Version;
  readonly validate: Validator;
  /** Whether it can be accepted; given where `validate` alone does not tell. */
  readonly tolerate?: Validator;
  /** The names that can be shown; given where a pointer can have others. */
  readonly memberNames?: readonly string[];
}

const nothing: Findings = { problems: [], deviations: [] };

/** For generated files. */
export function defineEvent<Type extends string, Version extends number, Data>({
  validate,
  tolerate,
  memberNames,
  ...names
}: EventSource<Type, Version>): EventDefinition<Type, Version, Data> {
  const check = (data: unknown): Findings => {
    if (validate(data)) return nothing;
    const found = findingsOf(validate.errors ?? [], data, memberNames);
    if (!tolerate) return found;
    if (!tolerate(data)) {
      const { problems } = findingsOf(tolerate.errors ?? [], data, memberNames);
      return { problems: distinct(problems), deviations: [] };
    }
    const { problems, deviations } = found;
    const several = problems.map(({ pointer }): Deviation => ({ pointer, kind: "alternatives" }));
    return { problems: [], deviations: distinct(deviations.length > 0 ? deviations : several) };
  };
  return {
    ...names,
    check,
    "~standard": {
      version: 1,
      vendor: "pismo-client",
      validate: (value) => {
        const { problems } = check(value);
        if (problems.length === 0) return { value: value as Data };
        return { issues: problems.map(({ pointer, message }) => ({ message, path: tokensOf(pointer) })) };
      },
    },
  };
}
