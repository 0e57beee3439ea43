import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@pismo-client/mock": fileURLToPath(new URL("src/index.ts", import.meta.url)) } },
  test: {
    include: ["test/**/*.test.ts", "examples/vitest.test.js"],
    // Files share a process, because loading Prism takes a second; several on a busy machine.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
