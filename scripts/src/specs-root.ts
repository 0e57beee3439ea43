import { join, resolve } from "node:path";
import { DocumentError } from "./document-error.ts";

/** Options that every command has. */
export const commonOptions = {
  root: { type: "string" },
  help: { type: "boolean" },
} as const;

/** The folder that holds specs/ and packages/: this repository, if no other is named. */
export function rootFolder(root: string | undefined): string {
  return root === undefined ? join(import.meta.dirname, "../..") : resolve(workingFolder(), root);
}

/** Where the command was typed: pnpm runs scripts in the repository's root. */
export function workingFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** The day that documents are received: today, if no other is given. The one place where a clock is right. */
export function receivedDay(day: string | undefined): string {
  const text = day ?? new Date().toISOString().slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new DocumentError(`--received ${text}`, "This is no day; expected one as in 2026-11-22.");
}
