import { defineConfig } from "vitest/config";

// Real connections on a machine that may be busy with other packages' tests.
export default defineConfig({ test: { testTimeout: 30_000 } });
