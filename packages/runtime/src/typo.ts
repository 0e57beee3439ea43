/** Whether `written` is probably meant as `known`: the same letters in any order, but for one; case and separators aside. */
export function looksLike(written: string, known: string): boolean {
  const [a, b] = [written, known].map((name) => name.toLowerCase().replace(/[-_ .]/g, "")) as [
    string,
    string,
  ];
  const alien = [...(a + b)].filter((letter) => !a.includes(letter) || !b.includes(letter));
  return alien.length < 2 && Math.abs(a.length - b.length) < 2;
}
