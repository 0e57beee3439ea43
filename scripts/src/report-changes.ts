import type { Change } from "./draft.ts";
import { oneLine } from "./markdown.ts";
import type { Recorded } from "./record-release.ts";
import type { Arrived } from "./specs-change.ts";

/** Prints what became of each document, which files that has changed, and what it means for the next release. */
export function printChanges(
  outcomes: readonly Arrived[],
  changes: readonly Change[],
  releases: readonly Recorded[],
): void {
  for (const { arrival, state, notes } of outcomes) {
    const details = notes.map((note) => `           ${note}\n`);
    process.stdout.write(
      `${state.padEnd(10)} ${arrival.api}: ${arrival.document.name}, from ${arrival.origin}\n${details.join("")}`,
    );
  }
  if (changes.length === 0) {
    process.stdout.write("Nothing has changed.\n");
    return;
  }
  process.stdout.write("\n");
  for (const { file, state } of changes) process.stdout.write(`${state.padEnd(10)} ${file}\n`);
  process.stdout.write(releases.length > 0 ? "\n" : "");
  for (const { file, bump, title } of releases)
    process.stdout.write(`${bump.padEnd(10)} for "${oneLine(title)}": ${file}\n`);
  const isNewPackage = changes.some(
    ({ file, state }) => /^packages\/[^/]+\/package\.json$/.test(file) && state === "added",
  );
  process.stdout.write(
    `\nRead the differences, then run: ${isNewPackage ? "pnpm install && " : ""}pnpm test\n`,
  );
}
