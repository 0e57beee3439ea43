import { sorted } from "./json.ts";
import type { PackageSources } from "./package-sources.ts";
import type { Archive } from "./verify-archive.ts";

export interface FileDifference {
  /** Its path in the tarball. */
  readonly path: string;
  readonly state: "missing" | "extra" | "different";
}

/** What a tarball has otherwise than the one that was made from this repository; nothing where they are the same bytes. */
export interface Comparison {
  readonly files: readonly FileDifference[];
  /** What the difference comes from, as far as the hashes in the tarball tell. */
  readonly reasons: readonly string[];
}

export function compareArchives(given: Archive, made: Archive): Comparison | undefined {
  if (given.bytes.equals(made.bytes)) return undefined;
  const files = sorted(new Set([...given.files.keys(), ...made.files.keys()])).flatMap(
    (path): FileDifference[] => {
      const [found, expected] = [given.files.get(path), made.files.get(path)];
      if (!found) return [{ path, state: "missing" }];
      if (!expected) return [{ path, state: "extra" }];
      const isSame = found.mode === expected.mode && Buffer.from(found.data).equals(expected.data);
      return isSame ? [] : [{ path, state: "different" }];
    },
  );
  return { files, reasons: reasons(given, made, files.length) };
}

function reasons(given: Archive, made: Archive, differences: number): string[] {
  if (differences === 0)
    return [
      "The files are the same; the archive around them is not: their order, their times or the compression.",
    ];
  const [found, expected] = [readSources(given), readSources(made)];
  if (!found || !expected)
    return ["The tarball does not tell what it was made from: it has no dist/sources.json."];
  const told = [
    ...differing("document", found.documents, expected.documents),
    ...differing("overlay", found.overlays, expected.overlays),
    ...(found.generator === expected.generator ? [] : ["It was made by another generator."]),
    ...(found.source === expected.source
      ? []
      : ["It was compiled from other sources, or by another compiler."]),
  ];
  return told.length > 0
    ? told
    : [
        "It says that it was made from the same documents, overlays, generator and sources: it was changed afterwards, or made with other tools.",
      ];
}

type Hashes = PackageSources["documents"];

function differing(what: string, found: Hashes, expected: Hashes): string[] {
  return sorted(new Set([...Object.keys(found), ...Object.keys(expected)]))
    .filter((file) => found[file] !== expected[file])
    .map((file) => {
      if (expected[file] === undefined)
        return `It was made from a ${what} that this repository does not have: ${file}`;
      if (found[file] === undefined) return `It was made without the ${what} ${file}`;
      return `It was made from another ${what}: ${file}`;
    });
}

/** Undefined where a tarball has none, or has something else in its place. */
function readSources({ files }: Archive): PackageSources | undefined {
  try {
    const sources = JSON.parse(new TextDecoder().decode(files.get("package/dist/sources.json")?.data));
    const { documents, overlays } = sources;
    return typeof documents === "object" && typeof overlays === "object" && documents && overlays
      ? sources
      : undefined;
  } catch {
    return undefined;
  }
}
