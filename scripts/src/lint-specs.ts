import { existsSync, globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DocumentError } from "./document-error.ts";
import { type JsonObject, sorted } from "./json.ts";
import { compareAccepted, readAccepted } from "./lint-accepted.ts";
import { lintDocument } from "./lint-document.ts";
import { parseJson } from "./parse.ts";

const usage = `pnpm lint:specs

Beside Redocly's lint: checks the whole documents for what no linter sees. What is found is either accepted in
specs/<api>/accepted.yaml, with a reason, or fails; so does what is accepted and no longer found.

  hosts        an operation whose prose calls it a PCI endpoint, without a PCI host; and the reverse
  enum-values  a value that a description names, and its enum lacks
  conditions   "REQUIRED if …" in prose, and in no schema
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
  for (const api of sorted(globSync("specs/*/openapi.json", { cwd: root }))) {
    const source = api.replaceAll("\\", "/");
    const list = source.replace("openapi.json", "accepted.yaml");
    const path = join(root, list);
    const accepted = existsSync(path) ? readAccepted(readFileSync(path, "utf8"), list) : [];
    const document = parseJson(readFileSync(join(root, source), "utf8"), source) as JsonObject;
    const { open, stale } = compareAccepted(lintDocument(document), accepted);
    for (const { check, place, what } of open)
      process.stdout.write(`${source}${place}\n  ${check}: ${what}\n`);
    for (const { check, place, what } of stale)
      process.stdout.write(`${list}\n  ${check}, ${place}: it is accepted, but no longer found: ${what}\n`);
    process.stdout.write(
      `${source}: ${accepted.length - stale.length} findings accepted, ${open.length} not.\n`,
    );
    failures += open.length + stale.length;
  }
  if (failures === 0) return 0;
  process.stdout.write(
    "\nMend the document in its overlay, or say in accepted.yaml why it stays; delete what is found no more.\n",
  );
  return 1;
}
