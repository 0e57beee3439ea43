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

/** Runs the command that the first argument names. @returns the exit code */
export async function runSpecs([name = "", ...args]: readonly string[]): Promise<number> {
  try {
    if (Object.hasOwn(commands, name)) {
      const { run } = await commands[name as keyof typeof commands]();
      return await run(args);
    }
    process.stdout.write(usage);
    if (name === "" || name === "--help") return 0;
    process.stderr.write(`\nThere is no command \`${name}\`.\n`);
    return 1;
  } catch (error) {
    const isUserMistake =
      error instanceof DocumentError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
    process.stderr.write(`${isUserMistake ? (error as Error).message : (error as Error).stack}\n`);
    return 1;
  }
}
