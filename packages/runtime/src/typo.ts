/** Whether `written` is probably meant as `known`: the same but for case, separators, and two letters at most. */
export function looksLike(written: string, known: string): boolean {
  const [a, b] = [written, known].map((name) => name.toLowerCase().replace(/[-_ .]/g, "")) as [
    string,
    string,
  ];
  return near(a, b, Math.min(2, Math.floor(b.length / 3)));
}

/** Levenshtein's distance, as far as it matters. */
function near(a: string, b: string, edits: number): boolean {
  if (a === b) return true;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return near(restOfA, restOfB, edits);
  return (
    edits > 0 &&
    [
      [restOfA, b],
      [a, restOfB],
      [restOfA, restOfB],
    ].some(([x, y]) => near(x!, y!, edits - 1))
  );
}
