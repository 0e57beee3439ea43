/** A sentence that only the text of this licence, or of its family, has. */
const sentences: readonly (readonly [family: string, sentence: RegExp])[] = [
  ["MIT", /Permission is hereby granted, free of charge, to any person obtaining a copy/],
  ["Apache", /Apache License,? Version 2\.0/],
  [
    "ISC",
    /Permission to use, copy, modify, and\/or distribute this software for any purpose with or without fee is hereby granted, provided that/,
  ],
  [
    "0BSD",
    /Permission to use, copy, modify, and\/or distribute this software for any purpose with or without fee is hereby granted\./,
  ],
  ["BSD", /Redistribution and use in source and binary forms, with or without modification/],
  ["CC0", /CC0 1\.0 Universal/],
  ["GPL", /GNU (LESSER |AFFERO )?GENERAL PUBLIC LICENSE/i],
  ["MPL", /Mozilla Public License/i],
];

/**
 * The SPDX expression of a package's licence: the one of its manifest, in which also older forms count. Where a licence
 * file says otherwise, or there is none at all, it says that.
 */
export function licenceOf(
  { license, licenses }: { readonly license?: unknown; readonly licenses?: unknown },
  texts: readonly string[],
): string {
  const stated = [license ?? licenses]
    .flat()
    .map((each) => (typeof each === "string" ? each : Object(each).type))
    .filter((each) => typeof each === "string");
  const written = [...new Set(texts.flatMap(familiesIn))];
  if (stated.length === 0)
    return written.length > 0 ? `none stated, ${written.join(" and ")} written` : "none";
  const licence = stated.join(" OR ");
  const others = written.filter((family) => !licence.split(/[ ()]+/).some((id) => id.startsWith(family)));
  return others.length > 0 ? `${licence} stated, ${others.join(" and ")} written` : licence;
}

function familiesIn(text: string): string[] {
  const line = text.replaceAll(/[\s*#]+/g, " ");
  return sentences.filter(([, sentence]) => sentence.test(line)).map(([family]) => family);
}
