const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public
  return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
);

/** `put-v1-card-status` → `putV1CardStatus`. Letters keep the case they have inside a word. */
export function camelCase(text: string): string {
  const pascal = pascalCase(text);
  return pascal.replace(/^[A-Z]+(?=[A-Z][a-z]|[0-9]|$)|^[A-Z]/, (start) => start.toLowerCase());
}

/** `card-status` → `CardStatus`. */
export function pascalCase(text: string): string {
  return (text.normalize("NFC").match(/[\p{ID_Start}\p{Mn}\p{Nd}]+/gu) ?? [])
    .map((word) => word.replace(/^./u, (first) => first.toUpperCase()))
    .join("");
}

/** The text as an identifier: something may have to be put before or after it, nothing is dropped. */
export function identifier(text: string): string {
  const started = /^[\p{ID_Start}_$]/u.test(text) ? text : `_${text}`;
  return reserved.has(started) ? `${started}_` : started;
}
