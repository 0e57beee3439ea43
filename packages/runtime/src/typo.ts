/** Whether `written` is probably meant as `known`: the same letters in any order, but for two at most, case and separators. */
export function looksLike(written: string, known: string): boolean {
  const [letters, rest] = [written, known].map((name) => name.toLowerCase().replace(/[-_ .]/g, ""));
  let missing = rest!;
  let added = 0;
  for (const letter of letters!) {
    if (missing.includes(letter)) missing = missing.replace(letter, "");
    else added++;
  }
  return Math.max(added, missing.length) <= Math.min(2, Math.floor(rest!.length / 3));
}
