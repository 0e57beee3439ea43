import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { generate as orval } from "orval";
import type { Generate } from "./generator.ts";

export const generate: Generate = async (document, folder) => {
  const customFetch = join(folder, "custom-fetch.ts");
  copyFileSync(join(import.meta.dirname, "orval-fetch.ts"), customFetch);
  await orval({
    input: { target: document as never },
    output: {
      target: join(folder, "client.ts"),
      client: "fetch",
      override: { mutator: { path: customFetch, name: "orvalFetch", extension: ".js" } },
    },
  });
};
