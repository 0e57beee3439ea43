import { defineConfig } from "vitest/config";

// A run of the soak takes seconds, and more on a machine that is busy with other packages' tests.
export default defineConfig({ test: { testTimeout: 120_000 } });
