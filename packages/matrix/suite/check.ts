/** Fails unless both are the same, members in any order. */
export function equal(actual: unknown, expected: unknown, what = "it"): void {
  if (show(actual) === show(expected)) return;
  throw new Error(`${what} is ${show(actual)}, not ${show(expected)}`);
}

/** Fails unless `actual` has the members of `expected`. */
export function has(actual: unknown, expected: { readonly [name: string]: unknown }): void {
  const members = Object(actual) as { readonly [name: string]: unknown };
  for (const name of Object.keys(expected)) equal(members[name], expected[name], name);
}

export function ok(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}

/** What a call is rejected with, or what a function throws. */
export async function failure(call: Promise<unknown> | (() => unknown)): Promise<unknown> {
  try {
    await (typeof call === "function" ? call() : call);
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

function show(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) => {
      if (typeof member === "bigint") return `${member}n`;
      if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
      return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? String(value)
  );
}
