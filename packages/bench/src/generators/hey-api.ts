import { createClient } from "@hey-api/openapi-ts";
import type { Generate } from "./generator.ts";

export const generate: Generate = async (document, folder) => {
  await createClient({
    input: document,
    output: { path: folder, importFileExtension: ".js" },
    plugins: ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"],
    logs: { level: "silent" },
  });
};
