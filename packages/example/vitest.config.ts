import { defineConfig } from "vitest/config";

// Files share a process, because loading the mock takes a second.
export default defineConfig({ test: { isolate: false, testTimeout: 20_000 } });
