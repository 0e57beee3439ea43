/**
 * The part of Standard Schema (https://standardschema.dev, version 1) that an event's definition has, so that it can be
 * given to any library that takes schemas.
 */
export interface StandardSchema<Output> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "pismo-client";
    readonly validate: (value: unknown) => StandardResult<Output>;
    /** Only for type inference; not there at run time. */
    readonly types?: { readonly input: Output; readonly output: Output } | undefined;
  };
}

/** `issues` where the value does not fit. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** What does not fit, and where. */
export interface StandardIssue {
  readonly message: string;
  readonly path: readonly string[];
}
