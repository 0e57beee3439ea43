import { writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import type { Generate } from "./generator.ts";

export const generate: Generate = async (document, folder) => {
  const nodes = await openapiTS(document as never, { silent: true });
  writeFileSync(join(folder, "schema.d.ts"), astToString(nodes));
};
