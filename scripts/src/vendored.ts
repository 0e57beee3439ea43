import type { Change } from "./change.ts";
import { describeApi } from "./describe-api.ts";
import { type DescribedApi, diffApis, newApi, removedApi } from "./diff-apis.ts";
import { diffEvents, newEvents } from "./diff-events.ts";
import { titleOf } from "./foreign-document.ts";
import { type JsonObject, sorted } from "./json.ts";
import type { Tree } from "./tree.ts";

/** What changed in one API of `specs/` from one time to another. */
export interface ApiChanges {
  readonly api: string;
  readonly title: string;
  readonly isNew: boolean;
  readonly changes: readonly Change[];
}

/**
 * What changed in every API of `specs/`, and in the events, for the users of the packages.
 * @param only the APIs to compare; all of them without it
 */
export async function diffTrees(
  before: Tree | undefined,
  after: Tree,
  warn: (message: string) => void,
  only?: readonly string[],
): Promise<ApiChanges[]> {
  const names = new Set([...(before ? apisIn(before) : []), ...apisIn(after), "events"]);
  const results: ApiChanges[] = [];
  for (const api of sorted(only ?? names)) {
    if (api === "events") {
      const changes = before ? await diffEvents(before, after) : newEvents(after);
      results.push({ api, title: "Events", isNew: !before, changes });
      continue;
    }
    const [old, now] = [before && (await readApi(before, api, warn)), await readApi(after, api, warn)];
    results.push({
      api,
      title: (now ?? old)?.title ?? api,
      isNew: !old,
      changes:
        old && now
          ? await changesOf(old, now)
          : now
            ? newApi(now.described)
            : old
              ? removedApi(old.described)
              : [],
    });
  }
  return results;
}

async function changesOf(old: VendoredApi, now: VendoredApi): Promise<Change[]> {
  if (old.document === now.document && old.generated === now.generated) return [];
  const changes = await diffApis(old.described, now.described);
  if (changes.length > 0 || withoutHeader(old.generated) === withoutHeader(now.generated)) return changes;
  return [
    {
      bump: "patch",
      place: "#",
      what: "The generated code changed.",
      why: "Neither a call nor an exported type is different.",
      rule: "generated-code",
    },
  ];
}

interface VendoredApi {
  readonly title: string;
  readonly described: DescribedApi;
  /** The text of the whole document, and of everything generated from it. */
  readonly document: string;
  readonly generated: string;
}

function apisIn({ files }: Tree): string[] {
  return files.flatMap((file) => /^specs\/([^/]+)\/openapi\.json$/.exec(file)?.[1] ?? []);
}

async function readApi(
  tree: Tree,
  api: string,
  warn: (message: string) => void,
): Promise<VendoredApi | undefined> {
  const source = `specs/${api}/openapi.json`;
  const text = tree.read(source);
  if (text === undefined) return undefined;
  const document = JSON.parse(text) as JsonObject;
  const generated = `packages/${api}/src/generated`;
  const [schema, types] = [tree.read(`${generated}/schema.ts`), tree.read(`${generated}/types.ts`)];
  const declarations = schema !== undefined && types !== undefined ? { schema, types } : undefined;
  const files = tree.files.filter((file) => file.startsWith(`${generated}/`));
  return {
    title: titleOf(document),
    described: await describeApi(document, source, warn, declarations),
    document: text,
    generated: files.map((file) => `${file}\n${tree.read(file)}`).join("\n"),
  };
}

function withoutHeader(generated: string): string {
  return generated.replaceAll(/^\/\/ .*sha256.*$/gm, "");
}
