import { runSpecs } from "./specs-commands.ts";

// `pnpm specs status | head` reads no further: that is no mistake.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await runSpecs(process.argv.slice(2));
