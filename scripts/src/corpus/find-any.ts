import ts from "typescript";

/** The lines, from 1, on which the type `any` stands: in a comment or a text it is only a word. */
export function findAny(source: string): number[] {
  if (!/\bany\b/.test(source)) return [];
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, source);
  const lines: number[] = [];
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token !== ts.SyntaxKind.AnyKeyword) continue;
    const isMemberName = /^\s*\??:/.test(source.slice(scanner.getTokenEnd(), scanner.getTokenEnd() + 20));
    if (!isMemberName) lines.push(source.slice(0, scanner.getTokenStart()).split("\n").length);
  }
  return lines;
}
