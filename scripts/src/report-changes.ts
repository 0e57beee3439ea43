import type { Change } from "./draft.ts";
import type { Arrived } from "./specs-change.ts";

/** Prints what became of each document, and which files that has changed. */
export function printChanges(outcomes: readonly Arrived[], changes: readonly Change[]): void {
  for (const { arrival, state, notes } of outcomes) {
    const details = notes.map((note) => `           ${note}\n`);
    process.stdout.write(`${state.padEnd(10)} ${arrival.api}: ${arrival.document.name}, from ${arrival.origin}\n${details.join("")}`);
  }
  if (changes.length === 0) {
    process.stdout.write("Nothing has changed.\n");
    return;
  }
  process.stdout.write("\n");
  for (const { file, state } of changes) process.stdout.write(`${state.padEnd(10)} ${file}\n`);
  const isNewPackage = changes.some(({ file, state }) => /^packages\/[^/]+\/package\.json$/.test(file) && state === "added");
  process.stdout.write(`\nRead the differences, then run: ${isNewPackage ? "pnpm install && " : ""}pnpm test\n`);
}
