import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCorpusDocument } from "@pismo-client/scripts/corpus-document";
import { emitValidators } from "@pismo-client/scripts/emit-validators";
import { generatedPackage } from "@pismo-client/scripts/generated-package";
import type { Generate } from "./generator.ts";

export const generate: Generate = async (document, folder) => {
  const source = "openapi.json";
  const read = readCorpusDocument(JSON.stringify(document), source);
  const files = generatedPackage("api", read, source);
  files.set("validators.ts", emitValidators("api", read.title, read.document, read.operations, source));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
};
