import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DocumentError } from "./document-error.ts";
import { type JsonObject, sorted } from "./json.ts";
import { compareAccepted, readAccepted } from "./lint-accepted.ts";
import { lintDocument } from "./lint-document.ts";
import { lintEvents } from "./lint-events.ts";
import type { Finding } from "./lint-finding.ts";
import { parseJson } from "./parse.ts";
import { isEvent, readSources } from "./sources.ts";

const usage = `pnpm lint:specs

Beside Redocly's lint: checks the whole documents, and the events' schemas, for what no linter sees. What is found is either accepted in
specs/<api>/accepted.yaml, with a reason, or fails; so does what is accepted and no longer found.

  hosts        an operation whose prose calls it a PCI endpoint, without a PCI host; and the reverse
  enum-values  a value that a description, or an event's page, names, and its enum lacks
  conditions   "REQUIRED if …" in prose, and in no schema; an event's page and its schema require other members
  required     a member that a schema requires, and does not describe
  security     a security scheme, and no response 401
  examples     an example or default that its own schema refuses
  lengths      a length of what is no text

  --root       the folder that holds specs/ (default: this repository)
`;

try {
  const { values } = parseArgs({ options: { root: { type: "string" }, help: { type: "boolean" } } });
  if (values.help) process.stdout.write(usage);
  else process.exitCode = lint(resolve(values.root ?? join(import.meta.dirname, "../..")));
} catch (error) {
  const isUserMistake =
    error instanceof DocumentError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  process.stderr.write(`${isUserMistake ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

/** @returns the exit code */
function lint(root: string): number {
  let failures = 0;
  const report = (folder: string, document: string, findings: readonly Finding[]): void => {
    const list = `${folder}/accepted.yaml`;
    const path = join(root, list);
    const accepted = existsSync(path) ? readAccepted(readFileSync(path, "utf8"), list) : [];
    const { open, stale } = compareAccepted(findings, accepted);
    for (const { check, place, what } of open)
      process.stdout.write(`${document}${place}\n  ${check}: ${what}\n`);
    for (const { check, place, what } of stale)
      process.stdout.write(`${list}\n  ${check}, ${place}: it is accepted, but no longer found: ${what}\n`);
    process.stdout.write(
      `${document}: ${accepted.length - stale.length} findings accepted, ${open.length} not.\n`,
    );
    failures += open.length + stale.length;
  };
  for (const api of sorted(globSync("specs/*/openapi.json", { cwd: root }))) {
    const source = api.replaceAll("\\", "/");
    const document = parseJson(readFileSync(join(root, source), "utf8"), source) as JsonObject;
    report(dirname(source), source, lintDocument(document));
  }
  report(
    "specs/events",
    "specs/events/",
    lintEvents(readSources(join(root, "specs")).sources.filter(isEvent)),
  );
  if (failures === 0) return 0;
  process.stdout.write(
    "\nMend an API's document in its overlay, or say in accepted.yaml why it stays; delete what is found no more.\n",
  );
  return 1;
}
