import { DocumentError } from "./document-error.ts";

const usage = `pnpm specs <command> [arguments] [--help]

  add <file, folder or URL>   takes an upstream document, and makes or updates its package
  update [api…]               fetches every source that has a URL, and carries on as add
  diff [old] [new]            what changed, and whether it is major, minor or patch
  status                      each API, its sources, overlay actions and notes
`;

const commands = {
  add: () => import("./specs-add.ts"),
  update: () => import("./specs-update.ts"),
  diff: () => import("./specs-diff.ts"),
  status: () => import("./specs-status.ts"),
} as const;

try {
  const [name = "", ...args] = process.argv.slice(2);
  if (Object.hasOwn(commands, name)) {
    const { run } = await commands[name as keyof typeof commands]();
    process.exitCode = await run(args);
  } else {
    process.stdout.write(usage);
    if (name !== "" && name !== "--help") {
      process.stderr.write(`\nThere is no command \`${name}\`.\n`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  const isUserMistake = error instanceof DocumentError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  process.stderr.write(`${isUserMistake ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
