import { defineConfig } from "vitest/config";

export default defineConfig({
  // As in package.json, but from the source.
  resolve: { alias: { "#platform": `${import.meta.dirname}/src/platform.ts` } },
  // Real connections on a machine that may be busy with other packages' tests.
  test: { testTimeout: 30_000 },
});
