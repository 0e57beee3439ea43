import { DocumentError } from "./document-error.ts";
import type { Draft } from "./draft.ts";
import { isObject, type Json, type JsonObject, sorted } from "./json.ts";
import { parseJson } from "./parse.ts";

/** Makes the repository know a new API's package, wherever packages are listed by name. */
export function registerPackage(draft: Draft, api: string): void {
  const name = `@pismo-client/${api}`;
  edit(draft, "packages/client/package.json", (manifest) => {
    const built = `./dist/generated/${api}`;
    const { "./package.json": self, ...exports } = object(manifest.exports);
    manifest.exports = {
      ...exports,
      [`./${api}`]: { types: `${built}.d.ts`, default: `${built}.js` },
      [`./${api}/validators`]: { types: `${built}-validators.d.ts`, default: `${built}-validators.js` },
      ...(self !== undefined && { "./package.json": self }),
    };
    addDependency(manifest, "dependencies", name);
  });
  edit(draft, "packages/install/package.json", (manifest) =>
    addDependency(manifest, "devDependencies", name),
  );
  edit(draft, ".changeset/config.json", (config) => {
    const [packages] = config.fixed as string[][];
    if (packages && !packages.includes(name)) packages.push(name);
  });
  draft.write("pnpm-lock.yaml", lock(draft.read("pnpm-lock.yaml"), api));
}

function edit(draft: Draft, file: string, change: (content: JsonObject) => void): void {
  const text = draft.read(file);
  const content = parseJson(text, file);
  if (!isObject(content)) throw new DocumentError(file, "An object was expected here.");
  change(content);
  draft.write(file, `${JSON.stringify(content, null, 2)}\n`);
}

function addDependency(manifest: JsonObject, kind: string, name: string): void {
  const dependencies: JsonObject = { ...object(manifest[kind]), [name]: "workspace:*" };
  manifest[kind] = Object.fromEntries(
    sorted(Object.keys(dependencies)).map((each) => [each, dependencies[each]!]),
  );
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The lockfile with the links that pnpm would add: nothing is looked up for a package of the workspace. */
export function lock(lockfile: string, api: string): string {
  const lines = lockfile.split("\n");
  insert(lines, ["importers:"], [`  packages/${api}:`, "    dependencies:", ...link("runtime"), ""]);
  insert(lines, ["importers:", "  packages/client:", "    dependencies:"], link(api));
  insert(lines, ["importers:", "  packages/install:", "    devDependencies:"], link(api));
  return lines.join("\n");
}

function link(api: string): string[] {
  return [
    `      '@pismo-client/${api}':`,
    "        specifier: workspace:*",
    `        version: link:../${api}`,
  ];
}

/** Puts a block below the headings, where its first line sorts among those with its indentation. */
function insert(lines: string[], headings: readonly string[], block: readonly string[]): void {
  let at = 0;
  for (const heading of headings) at = lines.indexOf(heading, at) + 1 || lines.length;
  const depth = indentation(block[0]!);
  while (at < lines.length) {
    const line = lines[at]!;
    if (line === "" ? depth > 2 : indentation(line) < depth) break;
    if (indentation(line) === depth && line > block[0]!) break;
    at++;
  }
  if (at < lines.length) lines.splice(at, 0, ...block);
  else {
    throw new DocumentError(
      "pnpm-lock.yaml",
      "It does not look like the lockfile of this workspace.",
      "Write it again: pnpm install --lockfile-only",
    );
  }
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
