import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eachOperation } from "@pismo-client/scripts/each-operation";
import type { JsonObject } from "@pismo-client/scripts/json";
import { readDocument } from "@pismo-client/scripts/read-document";
import { ours } from "../contestants.ts";
import { generators } from "../generators/all.ts";
import { generateIn } from "../generators/generate-in.ts";
import { interleave } from "../interleave.ts";
import type { Measure, Run } from "../measure.ts";
import { type Table, type TableHead, toTable } from "../results.ts";
import { syntheticDocument, verbs } from "../synthetic.ts";

const operations = 1000;
const root = join(import.meta.dirname, "../../../..");
/** Published documents, which are not in the repository. */
const corpus = join(root, "../shared/corpus/apis");

const head = { unit: "ms an operation", better: "lower", compare: "ratio", ours } as const;
const procedure =
  "A fresh process for each round, which has loaded the generator and made the client of `specs/cards/openapi.json` before the time counts.";

const generation: Measure = async (run) => {
  const folder = mkdtempSync(join(tmpdir(), "pismo-client-generation-"));
  try {
    const synthetic: TableHead = {
      ...head,
      id: "generation",
      title: `Generating a client for ${operations} operations`,
      how: `${procedure} The document is synthetic. openapi-typescript makes types only; ours makes types, functions, metadata, a client and the checks of bodies.`,
    };
    const tables = [await measure(synthetic, [syntheticDocument(operations / verbs.length)], folder, run)];
    if (existsSync(corpus)) {
      const documents = readdirSync(corpus)
        .toSorted()
        .map((file) => readDocument(readFileSync(join(corpus, file), "utf8"), file));
      const published: TableHead = {
        ...head,
        id: "generation-published",
        title: `Generating clients for ${documents.length} published documents`,
        how: `${procedure} All documents one after the other; the time is shared among their ${documents.reduce((sum, each) => sum + countOf(each), 0)} operations.`,
      };
      tables.push(await measure(published, documents, folder, run));
    }
    return tables;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function measure(
  table: TableHead,
  documents: readonly JsonObject[],
  folder: string,
  { rounds, progress }: Run,
): Promise<Table> {
  const count = documents.reduce((sum, each) => sum + countOf(each), 0);
  const files = documents.map((document, index) => {
    const file = join(folder, `${table.id}-${index}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  const places = [join(root, "specs/cards/openapi.json"), ...files].map((document) => ({
    document,
    folder: join(folder, "client"),
  }));
  const samples = await interleave(
    generators.map(({ name }) => name),
    { rounds: rounds(3, 1), warmUp: 0 },
    (what) => progress(`${table.id}: ${what}`),
    async (name) => {
      const [, ...took] = await generateIn(generators.find((each) => each.name === name)!, places);
      return took.reduce((sum, ms) => sum + ms, 0) / count;
    },
  );
  return toTable(table, samples);
}

function countOf(document: JsonObject): number {
  return [...eachOperation(document)].length;
}

export default generation;
