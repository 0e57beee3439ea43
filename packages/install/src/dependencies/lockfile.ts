import { parse } from "yaml";

interface Lockfile {
  readonly importers?: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, { readonly version: string }>>>>>
  >;
  readonly packages?: Readonly<Record<string, { readonly resolution?: Readonly<Record<string, unknown>> }>>;
}

const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** What could come from elsewhere than the registry, or be other bytes than were reviewed. */
export function lockfileProblems(text: string): string[] {
  const { importers = {}, packages = {} } = parse(text) as Lockfile;
  const problems: string[] = [];
  for (const [id, { resolution = {} }] of Object.entries(packages)) {
    const { integrity, ...elsewhere } = resolution;
    if (typeof integrity !== "string" || !SHA512.test(integrity)) problems.push(`${id} has no sha512`);
    if (Object.keys(elsewhere).length > 0)
      problems.push(`${id} comes from elsewhere: ${Object.keys(elsewhere).join(", ")}`);
    if (/:\/\/|@(git|file|link|https?):/.test(id)) problems.push(`${id} is not from the registry`);
  }
  for (const [importer, kinds] of Object.entries(importers))
    for (const dependencies of Object.values(kinds))
      for (const [name, { version }] of Object.entries(dependencies))
        if (!/^(link:\.\.?\/|(@?[\w./-]+@)?\d)/.test(version))
          problems.push(`${importer}: ${name} is not from the registry (${version})`);
  if (Object.keys(packages).length === 0) problems.push("It has no packages.");
  return problems;
}
