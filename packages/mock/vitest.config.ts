import { defineConfig } from "vitest/config";

// Files share a process, because loading Prism takes a second.
export default defineConfig({ test: { include: ["test/**/*.test.ts"], isolate: false } });
